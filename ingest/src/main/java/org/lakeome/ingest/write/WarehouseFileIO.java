package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files of the warehouse, by scheme: {@code file:} directly (Hadoop's would leave a checksum file beside each), {@code s3:}
 * through Iceberg's own. Iceberg creates it by name, hence the empty constructor; it travels to executors.
 */
public final class WarehouseFileIO implements SupportsPrefixOperations {
    private Map<String, String> properties = Map.of();
    private transient S3FileIO s3;

    @Override
    public void initialize(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String location) {
        return isLocal(location) ? LocalFiles.input(location) : s3().newInputFile(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return isLocal(location) ? LocalFiles.output(location) : s3().newOutputFile(location);
    }

    @Override
    public void deleteFile(String location) {
        if (!isLocal(location)) {
            s3().deleteFile(location);
            return;
        }
        try {
            Files.deleteIfExists(LocalFiles.file(location).toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        return isLocal(prefix) ? LocalFiles.withPrefix(prefix) : s3().listPrefix(prefix);
    }

    @Override
    public void deletePrefix(String prefix) {
        if (isLocal(prefix)) {
            List<FileInfo> files = LocalFiles.withPrefix(prefix);
            files.forEach(file -> deleteFile(file.location()));
        } else {
            s3().deletePrefix(prefix);
        }
    }

    private static boolean isLocal(String location) {
        return location.startsWith("file:") || location.startsWith("/");
    }

    private synchronized S3FileIO s3() {
        if (s3 == null) {
            s3 = new S3FileIO();
            s3.initialize(properties);
        }
        return s3;
    }

    @Override
    public synchronized void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}
