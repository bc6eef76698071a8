package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.normalise.AlleleSplitter;
import org.lakeome.ingest.normalise.LineText;
import org.lakeome.ingest.source.IngestLimits;

/**
 * Makes of a line with several ALT alleles one line per ALT, one at a time. A line is read as it is first, so that whatever is
 * wrong in it is found before any part of it is in a batch. For one thread.
 */
final class SplitLines {
    /** INFO keys whose Number the specification fixes, for files that use them without declaring them. */
    private static final Map<String, String> RESERVED =
            Map.of("AC", "A", "AF", "A", "CIGAR", "A", "AD", "R", "ADF", "R", "ADR", "R");

    private final RecordBatch trial;
    private final AlleleSplitter splitter;
    private byte[] original;

    SplitLines(VcfHeader header, SampleBand band, IngestLimits limits, boolean strictInfos) throws IOException {
        trial = new RecordBatch(header, band, limits, new ReadOptions(null, false, false, false, strictInfos));
        Map<String, String> infos = new LinkedHashMap<>(RESERVED);
        infos.putAll(numbers(header.infos()));
        splitter = new AlleleSplitter(infos, numbers(header.formats()), band.from(), band.to());
    }

    private static Map<String, String> numbers(List<FieldDeclaration> fields) {
        Map<String, String> numbers = new LinkedHashMap<>();
        fields.forEach(field -> numbers.put(field.id(), field.number()));
        return numbers;
    }

    /** Whether the line is to be split; then {@link #next} gives its records, while the line stays as it is. */
    boolean begin(byte[] line, int from, int to, int[] tabs) throws IOException {
        splitter.end();
        if (!AlleleSplitter.hasSeveral(line, tabs[4] + 1, tabs[5])) {
            return false;
        }
        trial.clear();
        trial.add(line, from, to);
        splitter.begin(line, tabs, to);
        original = original(line, tabs);
        return true;
    }

    /** As vt writes it: {@code contig:position:REF/ALT/ALT}. */
    private static byte[] original(byte[] line, int[] tabs) {
        int contigAndPosition = tabs[2] - tabs[0] - 1;
        byte[] text = Arrays.copyOfRange(line, tabs[0] + 1, tabs[0] + 2 + contigAndPosition + tabs[5] - tabs[3] - 1);
        System.arraycopy(line, tabs[3] + 1, text, contigAndPosition + 1, tabs[5] - tabs[3] - 1);
        text[tabs[1] - tabs[0] - 1] = ':';
        text[contigAndPosition] = ':';
        for (int i = contigAndPosition + 1; i < text.length; i++) {
            if (text[i] == '\t' || text[i] == ',') {
                text[i] = '/';
            }
        }
        return text;
    }

    boolean hasNext() {
        return splitter.hasNext();
    }

    LineText next() {
        return splitter.next();
    }

    /** The site of the line as it was. */
    byte[] original() {
        return original;
    }

    /** The rest of the line is not wanted. */
    void end() {
        splitter.end();
    }
}
