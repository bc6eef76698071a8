package org.lakeome.ingest.gff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/** What the lines before the first feature say of the length of sequences: {@code ##sequence-region chr1 1 248956422}. */
public final class SequenceRegions {
    private static final Pattern WHOLE = Pattern.compile("##sequence-region\\s+(\\S+)\\s+[01]\\s+([0-9]{1,18})\\s*");
    private static final int MOST = 100_000;

    private SequenceRegions() {}

    /** Lengths by sequence, in the order of the file; a region that begins within its sequence tells none. */
    public static Map<String, Long> lengths(TextSource source) throws IOException {
        Map<String, Long> lengths = new LinkedHashMap<>();
        try (LineReader lines = source.lines(source.whole())) {
            while (lengths.size() < MOST && lines.next() && isBeforeFeatures(lines)) {
                Matcher region = WHOLE.matcher(
                        new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8));
                if (region.matches()) {
                    lengths.putIfAbsent(region.group(1), Long.parseLong(region.group(2)));
                }
            }
        }
        return lengths;
    }

    private static boolean isBeforeFeatures(LineReader lines) {
        lines.skipMark();
        GffLine kind = GffLine.of(lines);
        return kind != GffLine.FEATURE && kind != GffLine.FASTA;
    }
}
