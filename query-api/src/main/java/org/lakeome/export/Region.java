package org.lakeome.export;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a contig, 0-based half-open; {@link Long#MAX_VALUE} is its end. */
public record Region(String contig, long from, long to) {
    private static final Pattern TEXT = Pattern.compile("(.+):([0-9,]{1,20})(-([0-9,]{0,20}))?");

    /**
     * {@code chr1}, {@code chr1:100}, {@code chr1:100-200} or {@code chr1:100-}, 1-based with both ends.
     *
     * @param contigs known names: a name that looks like a region is taken for the name
     * @throws IllegalArgumentException for positions that are no region
     */
    public static Region parse(String text, Collection<String> contigs) {
        Matcher region = TEXT.matcher(text);
        if (contigs.contains(text) || !region.matches()) {
            return new Region(text, -1, Long.MAX_VALUE);
        }
        long from = position(text, region.group(2));
        boolean open = region.group(3) != null && region.group(4).isEmpty();
        long to = open ? Long.MAX_VALUE : region.group(3) == null ? from : position(text, region.group(4));
        if (to < from) {
            throw new IllegalArgumentException("region '" + text + "' ends before it begins");
        }
        return new Region(region.group(1), from - 1, to);
    }

    private static long position(String text, String digits) {
        try {
            return Long.parseLong(digits.replace(",", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no region such as chr1:1000-2000", e);
        }
    }
}
