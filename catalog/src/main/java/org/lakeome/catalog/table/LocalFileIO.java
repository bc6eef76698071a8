package org.lakeome.catalog.table;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads and writes {@code file:} locations below one warehouse folder and nothing else, without Hadoop. Thread-safe.
 */
final class LocalFileIO implements FileIO {
    private final TableLocation warehouse;

    LocalFileIO(TableLocation warehouse) {
        this.warehouse = warehouse;
    }

    /** The path of a {@code file:} location, taken as written. */
    static Path path(String location) {
        if (!location.startsWith("file:/")) {
            throw new IllegalArgumentException("'" + location + "' is not a file: location.");
        }
        return Path.of(location.substring("file:".length()).replaceFirst("^/+", "/"));
    }

    private File file(String location) {
        if (!warehouse.contains(location)) {
            throw new ForbiddenException("%s lies outside the warehouse", location);
        }
        return path(location).toFile();
    }

    @Override
    public InputFile newInputFile(String location) {
        return new LocalInput(location, Files.localInput(file(location)));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new LocalOutput(location, Files.localOutput(file(location)), this);
    }

    @Override
    public void deleteFile(String location) {
        try {
            java.nio.file.Files.deleteIfExists(file(location).toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + location, e);
        }
    }

    // Iceberg's own local files forget the scheme that they were asked for, and table metadata must keep it.
    private record LocalInput(String location, InputFile file) implements InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            return file.newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
        }
    }

    private record LocalOutput(String location, OutputFile file, LocalFileIO io) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return file.create();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return file.createOrOverwrite();
        }

        @Override
        public InputFile toInputFile() {
            return io.newInputFile(location);
        }
    }
}
