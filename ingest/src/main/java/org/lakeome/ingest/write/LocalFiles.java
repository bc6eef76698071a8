package org.lakeome.ingest.write;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Files of a {@code file:} location, under the name they were asked for: Iceberg's own local files forget the scheme, and
 * table metadata must keep it.
 */
final class LocalFiles {

    private LocalFiles() {}

    /** The file of a {@code file:} location or an absolute path, taken as written: nothing is decoded. */
    static File file(String location) {
        String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
        return new File(path.replaceFirst("^/+", "/"));
    }

    /** Files whose location begins so, however deep. Others may come and go meanwhile. */
    static List<FileInfo> withPrefix(String prefix) {
        List<FileInfo> found = new ArrayList<>();
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        collect(folder, prefix.substring(folder.length()), found);
        return found;
    }

    private static void collect(String folder, String start, List<FileInfo> found) {
        File[] entries = file(folder).listFiles((parent, name) -> name.startsWith(start));
        if (entries != null) {
            for (File entry : entries) {
                if (entry.isDirectory()) {
                    collect(folder + entry.getName() + "/", "", found);
                } else {
                    found.add(new FileInfo(folder + entry.getName(), entry.length(), entry.lastModified()));
                }
            }
        }
    }

    static InputFile input(String location) {
        return new Input(location, Files.localInput(file(location)));
    }

    static OutputFile output(String location) {
        return new Output(location, Files.localOutput(file(location)));
    }

    private record Input(String location, InputFile file) implements InputFile {
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

    private record Output(String location, OutputFile file) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            makeFolder();
            return file.create();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            makeFolder();
            return file.createOrOverwrite();
        }

        /** Iceberg's own fails where two tasks make the same folder at the same moment. */
        private void makeFolder() {
            try {
                java.nio.file.Files.createDirectories(
                        LocalFiles.file(location).toPath().getParent());
            } catch (IOException e) {
                throw new UncheckedIOException("The folder of " + location + " cannot be made", e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return input(location);
        }
    }
}
