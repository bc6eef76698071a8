package org.lakeome.ingest.gff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineDecoder;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.LineRemark;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/**
 * The features of a split of a GFF3 file, one after another, up to its FASTA section; holds one line at a time, with or without
 * {@code ###} in the file. For one thread.
 */
public final class GffReader implements Closeable {
    private final TextSource source;
    private final LineReader lines;
    private final BadLines badLines;
    private final LineDecoder decoder = new LineDecoder(StandardCharsets.UTF_8);
    private final LineRemarks remarks = new LineRemarks();
    private final Split split;
    private GffFeature feature;
    private long records;
    private boolean ended;

    /** @param split must not lie behind the line that starts the FASTA section, see {@link GffSplits} */
    public GffReader(TextSource source, Split split, BadLines badLines) throws IOException {
        this.source = source;
        this.split = split;
        this.lines = source.lines(split);
        this.badLines = badLines;
    }

    /** Moves to the next feature; false when there is none. */
    public boolean next() throws IOException {
        while (!ended && lines.next()) {
            skipMark();
            GffLine kind = GffLine.of(lines);
            if (kind == GffLine.FASTA) {
                ended = true;
                checkSequences();
            } else if (read(kind)) {
                return true;
            }
        }
        return false;
    }

    private void skipMark() {
        if (lines.skipMark() && !lines.isAtStart()) {
            remarks.add(LineRemark.BYTE_ORDER_MARK, lines.lines(), "", "");
        }
    }

    /** Files that were joined have features behind sequences; left out in silence they would be missed by nobody. */
    private void checkSequences() throws IOException {
        while (lines.next()) {
            if (lines.from() < lines.to() && lines.buffer()[lines.from()] != '>' && hasTab()) {
                badLines.take(
                        source,
                        lines,
                        told(new FieldFault(
                                "",
                                "",
                                "A feature stands behind the FASTA section; put the files' features together first.")));
            }
        }
    }

    private boolean hasTab() {
        for (int i = lines.from(); i < lines.to(); i++) {
            if (lines.buffer()[i] == '\t') {
                return true;
            }
        }
        return false;
    }

    private boolean read(GffLine kind) throws IOException {
        try {
            switch (kind) {
                case DIRECTIVE -> checkVersion(text());
                case FEATURE -> {
                    feature = FeatureLine.parse(text(), remarks, lines.lines());
                    records++;
                    return true;
                }
                case FASTA, COMMENT, EMPTY -> {
                    // Nothing of it becomes a row.
                }
            }
            return false;
        } catch (FieldFault fault) {
            remarks.takeBack(lines.lines());
            badLines.take(source, lines, told(fault));
            return false;
        }
    }

    /** AWS's message first. */
    private static FieldFault told(FieldFault fault) {
        return new FieldFault(
                fault.field(),
                fault.value(),
                "Malformed Input. Please check content of input file. " + fault.getMessage());
    }

    private String text() {
        return decoder.decode(lines.buffer(), lines.from(), lines.to());
    }

    private void checkVersion(String directive) {
        String[] words = directive.strip().toLowerCase(Locale.ROOT).split("\\s+", 2);
        if (!words[0].equals("##gff-version")) {
            return;
        }
        if (records > 0 || split.from() > 0) {
            remarks.add(LineRemark.SECOND_HEADER, lines.lines(), "", "");
        }
        if (words.length < 2 || !words[1].startsWith("3")) {
            throw new FieldFault(
                    "##gff-version", directive, "Only version 3 of GFF is read; convert the file to GFF3.");
        }
    }

    /** The feature read last. */
    public GffFeature feature() {
        return feature;
    }

    /** Features read so far. */
    public long records() {
        return records;
    }

    /** Of the lines read so far, which count from the start of the split. */
    public LineRemarks remarks() {
        return remarks;
    }

    /** Packed bytes of the split read so far. */
    public long bytesTaken() {
        return lines.bytesTaken();
    }

    /** Of the split's packed bytes; after its last feature. */
    public ContentSum content() throws IOException {
        return lines.content();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
