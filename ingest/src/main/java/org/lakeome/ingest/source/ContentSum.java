package org.lakeome.ingest.source;

import java.io.Serializable;

/**
 * What tells the content of a file, or of a part of it, from other content: its length and two checksums, the CRC-32 of gzip and the
 * CRC-32C of Castagnoli. Sums of neighbouring parts make that of the whole, however it was cut, so that many tasks can sum one file
 * while they read it. It tells files apart, and is no proof against one who makes two with one sum on purpose.
 */
public record ContentSum(long bytes, int crc32, int crc32c) implements Serializable {
    public static final ContentSum NOTHING = new ContentSum(0, 0, 0);

    private static final int CRC32_POLYNOMIAL = 0xedb88320;
    private static final int CRC32C_POLYNOMIAL = 0x82f63b78;
    /** The polynomials 1 and x to the 8th, the lowest power in the highest bit. */
    private static final int ONE = 1 << 31;

    private static final int BYTE = 1 << 23;

    /** The sum of this part with the one behind it. */
    public ContentSum plus(ContentSum next) {
        return new ContentSum(
                bytes + next.bytes,
                joined(crc32, next.crc32, next.bytes, CRC32_POLYNOMIAL),
                joined(crc32c, next.crc32c, next.bytes, CRC32C_POLYNOMIAL));
    }

    /** The same for equal content, and for no other. */
    public String text() {
        return "%d-%08x-%08x".formatted(bytes, crc32, crc32c);
    }

    /** As zlib does it: the first is moved over the bytes of the second, that is multiplied by as many powers of x. */
    private static int joined(int first, int second, long bytesOfSecond, int polynomial) {
        int shift = ONE;
        int square = BYTE;
        for (long left = bytesOfSecond; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                shift = product(square, shift, polynomial);
            }
            square = product(square, square, polynomial);
        }
        return product(shift, first, polynomial) ^ second;
    }

    private static int product(int a, int b, int polynomial) {
        int product = 0;
        int factor = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) == 1 ? (factor >>> 1) ^ polynomial : factor >>> 1;
        }
        return product;
    }
}
