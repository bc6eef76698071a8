package org.lakeome.trino.functions;

import static io.airlift.slice.Slices.utf8Slice;

import io.airlift.slice.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A region as a person writes it: {@code chr1}, {@code chr1:100}, {@code chr1:100-200}, {@code chr1:100-}, 1-based with both ends,
 * thousands separated by commas if one likes. Names that hold a colon may stand in braces, as samtools has it: {@code {HLA-A*01:01}:5-9}.
 *
 * @param readings one; two where the text may be a name as well, as {@code HLA-A*01:01:01} may
 */
public record RegionText(List<Reading> readings) {

    private static final String NUMBER = "\\d{1,3}(?:,\\d{3})+|\\d{1,18}";
    private static final Pattern BRACED = Pattern.compile("\\{([^\\s{}]+)}(?::(.+))?");
    private static final Pattern SPAN = Pattern.compile("(" + NUMBER + ")(?:(-)(" + NUMBER + ")?)?");

    /** A part of a contig, 0-based half-open. */
    public record Reading(Slice contig, long from, long to) {

        private static Reading whole(String contig) {
            return new Reading(utf8Slice(contig), -1, Long.MAX_VALUE);
        }

        boolean overlaps(Slice name, long start, long end) {
            return start < to && end > from && contig.equals(name);
        }
    }

    /** @throws IllegalArgumentException with words for the person who wrote it */
    public static RegionText parse(String text) {
        Matcher braced = BRACED.matcher(text);
        if (braced.matches()) {
            return new RegionText(List.of(
                    braced.group(2) == null
                            ? Reading.whole(braced.group(1))
                            : span(text, braced.group(1), braced.group(2))));
        }
        int colon = text.lastIndexOf(':');
        if (text.isEmpty() || colon == 0 || !text.matches("[^\\s{}]+")) {
            throw bad(text);
        }
        if (colon < 0) {
            return new RegionText(List.of(Reading.whole(text)));
        }
        String contig = text.substring(0, colon);
        String span = text.substring(colon + 1);
        List<Reading> readings = new ArrayList<>();
        // as the alleles of HLA, whose names end in numbers like positions
        boolean nameLike = contig.contains(":") || contig.contains("*");
        if (nameLike && !span.contains("-")) {
            readings.add(Reading.whole(text));
        }
        if (readings.isEmpty() || SPAN.matcher(span).matches()) {
            readings.add(span(text, contig, span));
        }
        return new RegionText(List.copyOf(readings));
    }

    boolean overlaps(Slice contig, long start, long end) {
        for (Reading reading : readings) {
            if (reading.overlaps(contig, start, end)) {
                return true;
            }
        }
        return false;
    }

    private static Reading span(String text, String contig, String span) {
        Matcher parts = SPAN.matcher(span);
        if (!parts.matches()) {
            throw bad(text);
        }
        long first = number(parts.group(1));
        boolean open = parts.group(2) != null && parts.group(3) == null;
        long last = open ? Long.MAX_VALUE : parts.group(3) == null ? first : number(parts.group(3));
        if (last < first) {
            throw new IllegalArgumentException("The region '" + text + "' ends before it begins");
        }
        return new Reading(utf8Slice(contig), first - 1, last);
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no region: write chr1, chr1:100, chr1:100-200 or chr1:100-, 1-based"
                        + " with both ends; a contig name that holds a colon stands in braces, as in {HLA-A*01:01}:100-200");
    }
}
