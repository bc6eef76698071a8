package org.lakeome.ingest.foreign;

import java.util.List;
import java.util.Map;

/** The end of a row that has none of its own, as imports have it: by INFO END where it can be the record's, else with REF. */
final class InfoEnd {
    private static final List<String> MATE_POSITIONS = List.of("POS2", "END2", "CHR2_POS");

    private InfoEnd() {}

    /** @param start 0-based, as the end, which is exclusive */
    static long of(Map<?, ?> info, String contig, long start, String reference) {
        return info.get("END") instanceof String text
                        && text.matches("\\d{1,10}")
                        && Long.parseLong(text) >= start
                        && !isOfTheMate(info, contig)
                ? Long.parseLong(text)
                : start + reference.length();
    }

    private static boolean isOfTheMate(Map<?, ?> info, String contig) {
        return info.get("CHR2") instanceof String mate
                && !mate.equals(".")
                && !mate.equals(contig)
                && MATE_POSITIONS.stream().noneMatch(info::containsKey);
    }
}
