package org.lakeome.ingest.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A regular file of this machine. */
public record LocalFile(String name, String path) implements ByteSource {
    public static LocalFile of(Path path) {
        return new LocalFile(path.toString(), path.toAbsolutePath().toString());
    }

    @Override
    public long size() throws IOException {
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            throw new InputFault(name, 0, "There is no such regular file.");
        }
        return Files.size(file);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(Path.of(path));
        return new BufferedInputStream(Channels.newInputStream(channel.position(offset)), 1 << 16);
    }
}
