package org.lakeome.ingest.normalise;

import java.util.Map;
import org.lakeome.ingest.source.FieldFault;

/**
 * Writes a record of several ALT alleles as one line per ALT, as {@code bcftools norm -m -any} does: values of Number A, R, G,
 * LA, LR and LG in INFO and FORMAT become those of the one ALT, of any ploidy, and a genotype has 1 for it and 0 for every
 * other ALT. Lines are made one at a time, so that many alleles take no memory together. For one thread.
 */
public final class AlleleSplitter {
    /** A record may grow this much in text, one line at a time; beyond it time, not memory, would run out. */
    private static final long MOST_BYTES = 1L << 30;

    private final int firstSample;
    private final int endSample;
    private final InfoSplitter info;
    private final SampleSplitter sample;
    private final LineText out = new LineText();

    private byte[] line;
    private int[] tabs;
    private int lineEnd;
    private int formatEnd;
    private int alternates;
    /** Bounds of the next ALT. */
    private int alternateFrom;

    private int next = 1;

    /**
     * Values of samples outside of [firstSample, endSample) are left out.
     *
     * @param infoNumbers the Number of each INFO id, as the header has it
     * @param formatNumbers the same for FORMAT
     */
    public AlleleSplitter(
            Map<String, String> infoNumbers, Map<String, String> formatNumbers, int firstSample, int endSample) {
        ValuePicker values = new ValuePicker();
        this.info = new InfoSplitter(infoNumbers, values);
        this.sample = new SampleSplitter(formatNumbers, values);
        this.firstSample = firstSample;
        this.endSample = endSample;
    }

    /** Whether the ALT column, [from, to), has several alleles. */
    public static boolean hasSeveral(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ',') {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes a well-formed record, whose column i is [bounds[i] + 1, bounds[i + 1]), up to the end of INFO; FORMAT and samples
     * follow up to the line's end. A {@link FieldFault} says what cannot be split. The text must stay as it is until the last
     * line is made.
     */
    public void begin(byte[] text, int[] bounds, int end) {
        line = text;
        tabs = bounds.clone();
        lineEnd = end;
        alternates = 1;
        for (int i = tabs[4] + 1; i < tabs[5]; i++) {
            alternates += line[i] == ',' ? 1 : 0;
        }
        long bytes = (long) alternates * (lineEnd - tabs[0]);
        if (bytes > MOST_BYTES) {
            throw new FieldFault(
                    "ALT",
                    "",
                    "Split, the record's " + alternates + " ALT alleles take " + bytes
                            + " bytes, more than the limit of " + MOST_BYTES + ". Import the file without splitting.");
        }
        info.begin(line, tabs[7] + 1, tabs[8], alternates);
        formatEnd = columnEnd(tabs[8] + 1);
        if (formatEnd < lineEnd) {
            sample.format(line, tabs[8] + 1, formatEnd);
            samples(false, 0);
        }
        next = 1;
        alternateFrom = tabs[4] + 1;
    }

    /** Whether {@link #next} has another line of the record. */
    public boolean hasNext() {
        return next <= alternates;
    }

    /** The line of the next ALT. */
    public LineText next() {
        int alternateTo = alternateFrom;
        while (alternateTo < tabs[5] && line[alternateTo] != ',') {
            alternateTo++;
        }
        out.clear();
        out.append(line, tabs[0] + 1, tabs[4] + 1);
        out.append(line, alternateFrom, alternateTo);
        out.append(line, tabs[5], tabs[7] + 1);
        info.write(line, next, alternates, out);
        if (tabs[8] < lineEnd) {
            out.append(line, tabs[8], formatEnd);
        }
        samples(true, next);
        alternateFrom = alternateTo + 1;
        next++;
        return out;
    }

    /** No more lines of the record are wanted. */
    public void end() {
        alternates = 0;
        next = 1;
    }

    private void samples(boolean write, int alternate) {
        int number = 0;
        for (int at = formatEnd + 1; at <= lineEnd; number++) {
            int end = columnEnd(at);
            boolean wanted = number >= firstSample && number < endSample;
            if (write) {
                out.append('\t');
            }
            if (!wanted) {
                // A tab at the line's end begins no sample.
                if (write && at < end) {
                    out.append('.');
                }
            } else if (write) {
                sample.write(line, at, end, alternate, alternates, out);
            } else {
                sample.check(line, at, end, alternates);
            }
            at = end + 1;
        }
    }

    private int columnEnd(int from) {
        int end = from;
        while (end < lineEnd && line[end] != '\t') {
            end++;
        }
        return Math.min(end, lineEnd);
    }
}
