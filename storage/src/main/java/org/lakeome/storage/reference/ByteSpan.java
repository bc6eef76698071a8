package org.lakeome.storage.reference;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/**
 * Bytes of a file, 0-based and closed at both ends, as the HTTP header Range counts them.
 *
 * <p>Files are read in parts of {@value #PART_BYTES} bytes, the service's published part size. A range counts from the first byte of
 * the part.
 */
record ByteSpan(long first, long last) {
    static final long PART_BYTES = 104_857_600;
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    static int parts(long bytes) {
        return Math.toIntExact((bytes + PART_BYTES - 1) / PART_BYTES);
    }

    static ByteSpan of(long bytes, int part, Optional<String> range) {
        if (part < 1 || part > parts(bytes)) {
            throw new ApiError.RangeNotSatisfiable(
                    "partNumber " + part + " is not there; the file has parts 1 to " + parts(bytes));
        }
        long start = (part - 1) * PART_BYTES;
        ByteSpan whole = new ByteSpan(start, Math.min(start + PART_BYTES, bytes) - 1);
        return range.map(text -> within(whole, text)).orElse(whole);
    }

    long length() {
        return last - first + 1;
    }

    private static ByteSpan within(ByteSpan part, String range) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches() || range.equals("bytes=-")) {
            throw new ApiError.Invalid("Range '" + range + "' is not understood; write bytes=FIRST-LAST, from 0");
        }
        boolean suffix = matcher.group(1).isEmpty();
        boolean open = matcher.group(2).isEmpty();
        long from = suffix
                ? part.length() - Math.min(part.length(), Long.parseLong(matcher.group(2)))
                : Long.parseLong(matcher.group(1));
        long to = suffix || open ? part.length() - 1 : Math.min(Long.parseLong(matcher.group(2)), part.length() - 1);
        if (from > to) {
            throw new ApiError.RangeNotSatisfiable(
                    "Range '" + range + "' lies outside of the part, which has " + part.length() + " bytes");
        }
        return new ByteSpan(part.first() + from, part.first() + to);
    }
}
