package org.lakeome.ingest.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.lakeome.ingest.source.ByteSource;

/** A file whose reader breaks down at a byte, as a decoder that calls itself does. */
record BreakingFile(String name, byte[] bytes, int breaksAt, How how) implements ByteSource {
    enum How {
        STACK,
        MEMORY,
        LINKAGE,
        SLIP,
        NEVER
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset) {
        int from = Math.toIntExact(offset);
        if (how == How.NEVER || from > breaksAt) {
            return new ByteArrayInputStream(bytes, from, bytes.length - from);
        }
        return new InputStream() {
            private final InputStream good = new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, breaksAt));

            @Override
            public int read() throws IOException {
                int next = good.read();
                return next >= 0 ? next : brokenDown();
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                int read = good.read(into, at, length);
                return read > 0 || length == 0 ? read : brokenDown();
            }
        };
    }

    private int brokenDown() {
        return switch (how) {
            case STACK -> deeper(1);
            case MEMORY -> throw new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory");
            case LINKAGE -> throw new NoClassDefFoundError("org/example/Absent");
            case SLIP -> bytes[bytes.length];
            case NEVER -> -1;
        };
    }

    private static int deeper(int depth) {
        return depth == Integer.MAX_VALUE ? depth : deeper(depth + 1) + 1;
    }
}
