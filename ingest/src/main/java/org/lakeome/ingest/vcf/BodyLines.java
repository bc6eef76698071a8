package org.lakeome.ingest.vcf;

import java.io.IOException;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/**
 * Tells the records of a split from the lines of the header, and refuses the file for a line that begins with {@code #} behind its
 * header: files that were put together without a VCF tool have a second header there, and all that follows may be of other samples.
 * For one thread.
 */
final class BodyLines {
    private final TextSource source;
    private final LineReader lines;
    private final long headerLines;
    /** Lines before the split; negative while nobody has asked. */
    private long before = -1;

    /** @param lines of a split, from its start */
    BodyLines(TextSource source, LineReader lines, VcfHeader header) {
        this.source = source;
        this.lines = lines;
        this.headerLines = header.lines();
    }

    /** Whether the line that the reader stands at is a record; an empty one, of which some writers leave one at the end, is none. */
    boolean isRecord() throws IOException {
        if (lines.from() == lines.to()) {
            return false;
        }
        if (lines.buffer()[lines.from()] != '#') {
            return true;
        }
        requireHeader();
        return false;
    }

    /** The header may be longer than the first split. */
    private void requireHeader() throws IOException {
        if (lines.lines() <= headerLines && lineInFile() <= headerLines) {
            return;
        }
        String text = lines.text(source.limits().rejectedTextBytes());
        throw new InputFault(
                source.name(),
                lineInFile(),
                "",
                text,
                text.startsWith("##") || text.startsWith("#CHROM")
                        ? "The line begins a second header, and what follows may be of other samples. Join files with"
                                + " bcftools concat or bcftools merge, or import each by itself."
                        : "The line begins with # as a second header does; VCF has no comments behind its header:"
                                + " remove it.");
    }

    private long lineInFile() throws IOException {
        if (before < 0) {
            before = lines.lineInFile() - lines.lines();
        }
        return before + lines.lines();
    }
}
