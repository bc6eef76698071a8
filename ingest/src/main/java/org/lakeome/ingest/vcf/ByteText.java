package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that grows at its end. For one thread. */
final class ByteText {
    private byte[] bytes = new byte[1 << 12];
    private int length;

    /** Where the appended text starts. */
    int append(byte[] text, int from, int to) {
        int size = to - from;
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, size), bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(text, from, bytes, length, size);
        length += size;
        return length - size;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
