package org.lakeome.ingest.source;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Sums bytes as they are read; both checksums are instructions of the processor. For one thread. */
final class ContentMeter {
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();
    private long bytes;

    void add(byte[] buffer, int offset, int length) {
        crc32.update(buffer, offset, length);
        crc32c.update(buffer, offset, length);
        bytes += length;
    }

    ContentSum sum() {
        return new ContentSum(bytes, (int) crc32.getValue(), (int) crc32c.getValue());
    }
}
