package org.lakeome.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a small source, read once: what looks at them again and again asks no server each time. Immutable. */
public final class HeldBytes implements ByteSource {
    private final String name;
    private final byte[] bytes;

    private HeldBytes(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    public static HeldBytes of(ByteSource source) throws IOException {
        int size = Math.toIntExact(source.size());
        try (InputStream in = source.open(0)) {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw new IOException(source.name() + " ends after " + bytes.length + " of " + size + " bytes");
            }
            return new HeldBytes(source.name(), bytes);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset) {
        int from = Math.toIntExact(offset);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }
}
