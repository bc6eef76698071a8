package org.lakeome.ingest.foreign;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end of a row that has none of its own, as imports have it: by INFO END where it can be the record's, else with REF. */
final class InfoEnd {
    private static final List<String> MATE_POSITIONS = List.of("POS2", "END2", "CHR2_POS");

    private static final Pattern MATE = Pattern.compile("[A-Za-z.]*[\\[\\]](.+):(\\d{1,10})[\\[\\]][A-Za-z.]*");

    private InfoEnd() {}

    /**
     * @param start 0-based, as the end, which is exclusive
     * @param alternates ALT alleles; a breakend's END may be the position of its mate
     */
    static long of(Map<?, ?> info, String contig, long start, String reference, List<?> alternates) {
        return info.get("END") instanceof String text
                        && text.matches("\\d{1,10}")
                        && Long.parseLong(text) >= start
                        && !isOfTheMate(info, contig)
                        && !isMatePosition(alternates, contig, text)
                ? Long.parseLong(text)
                : start + reference.length();
    }

    private static boolean isMatePosition(List<?> alternates, String contig, String position) {
        if (alternates.size() != 1 || !(alternates.get(0) instanceof String alternate)) {
            return false;
        }
        Matcher mate = MATE.matcher(alternate);
        return mate.matches()
                && !mate.group(1).equals(contig)
                && Long.parseLong(mate.group(2)) == Long.parseLong(position);
    }

    private static boolean isOfTheMate(Map<?, ?> info, String contig) {
        return info.get("CHR2") instanceof String mate
                && !mate.equals(".")
                && !mate.equals(contig)
                && MATE_POSITIONS.stream().noneMatch(info::containsKey);
    }
}
