package org.lakeome.ingest.write;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Files of a warehouse in which nothing has room any more. */
public final class FullDisk extends OtherFiles {
    @Override
    public OutputFile newOutputFile(String location) {
        return new Output(location);
    }

    private record Output(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return createOrOverwrite();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            try {
                FileOutputStream full = new FileOutputStream("/dev/full");
                return new PositionOutputStream() {
                    private long position;

                    @Override
                    public long getPos() {
                        return position;
                    }

                    @Override
                    public void write(int octet) throws IOException {
                        full.write(octet);
                        position++;
                    }

                    @Override
                    public void close() throws IOException {
                        full.close();
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputFile toInputFile() {
            throw new UnsupportedOperationException(location);
        }
    }
}
