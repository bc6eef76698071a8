package org.lakeome.ingest.normalise;

import java.util.Arrays;

/** A line that is written anew; its bytes may be overwritten by the next one. For one thread. */
public final class LineText {
    private byte[] bytes = new byte[1 << 10];
    private int length;

    void clear() {
        length = 0;
    }

    void append(char c) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) c;
    }

    void append(byte[] text, int from, int to) {
        int size = to - from;
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, size), 2 * bytes.length));
        }
        System.arraycopy(text, from, bytes, length, size);
        length += size;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
