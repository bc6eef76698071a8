package org.lakeome.api.iceberg;

import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Local files without Hadoop, for an Iceberg client in a test. */
public final class TestFiles implements FileIO {
    @Override
    public InputFile newInputFile(String location) {
        return Files.localInput(path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        OutputFile file = Files.localOutput(path(location).toFile());
        return new OutputFile() {
            @Override
            public org.apache.iceberg.io.PositionOutputStream create() {
                return file.create();
            }

            @Override
            public org.apache.iceberg.io.PositionOutputStream createOrOverwrite() {
                return file.createOrOverwrite();
            }

            @Override
            public String location() {
                return location;
            }

            @Override
            public InputFile toInputFile() {
                return newInputFile(location);
            }
        };
    }

    @Override
    public void deleteFile(String location) {
        path(location).toFile().delete();
    }

    static Path path(String location) {
        return Path.of(location.replaceFirst("^file:/*", "/"));
    }
}
