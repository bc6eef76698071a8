package org.lakeome.ingest.vcf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/**
 * INFO keys that records use, the header does not declare and the specification does not reserve: they are kept as text, each
 * with the line that has it first, unless whoever reads is strict. For one thread.
 */
final class UndeclaredInfos {
    /** AWS's words. */
    private static final String REFUSAL = "Key found in field INFO but isn't defined in the VCFHeader.";

    /** All keys of a file are held in memory. */
    private static final int LONGEST = 1_000;

    private final boolean areRefused;
    private final int most;
    private final Map<String, Long> lines = new LinkedHashMap<>();
    private long line;

    UndeclaredInfos(boolean areRefused, IngestLimits limits) {
        this.areRefused = areRefused;
        this.most = limits.infos();
    }

    /** Takes a key that was not met before, or refuses it. */
    void take(byte[] text, int from, int to) {
        if (from == to) {
            throw new FieldFault("INFO", "", "An entry of INFO has a value and no key.");
        }
        if (areRefused) {
            throw new FieldFault("INFO", text, from, to, REFUSAL);
        }
        if (!isName(text, from, to)) {
            throw new FieldFault(
                    "INFO",
                    text,
                    from,
                    to,
                    REFUSAL + " No key has such a name; a value before it may hold a semicolon.");
        }
        if (to - from > LONGEST) {
            throw new FieldFault(
                    "INFO",
                    text,
                    from,
                    to,
                    "The key is longer than " + LONGEST + " bytes, the limit of one that is not declared.");
        }
        if (lines.size() == most) {
            throw new FieldFault(
                    "INFO",
                    text,
                    from,
                    to,
                    "The file has more than " + most + " INFO keys that its header does not declare, the limit.");
        }
        lines.put(new FieldFault("", text, from, to, "").value(), line);
    }

    /** More than the specification allows (1.6.1): writers use digits first, and signs that stand in names of scores. */
    private static boolean isName(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            int c = text[i];
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letter && c != '_' && c != '.' && c != '-' && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** Tells where the record is that is read next. */
    void at(long nextLine) {
        line = nextLine;
    }

    /** In order of their first appearance. */
    Map<String, Long> lines() {
        return lines;
    }
}
