package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.gff.GffReader;
import org.lakeome.ingest.gff.GffSplits;
import org.lakeome.ingest.gff.SequenceRegions;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.tabular.TabularFile;
import org.lakeome.ingest.tabular.TabularReader;
import org.lakeome.ingest.tabular.TabularSplits;

/** One file in the format of an annotation store, its head known. Immutable. */
public sealed interface AnnotationInput extends Serializable {

    /** As the user names it. */
    String name();

    List<Split> splits(long targetBytes) throws IOException;

    AnnotationRows rows(Split split, BadLines badLines) throws IOException;

    /** What the user should know of the file's head. */
    List<String> notes();

    /** Lines of the file before a split; reads the file up to there. */
    long linesBefore(Split split) throws IOException;

    /** Lengths that the file itself gives its contigs. */
    default Map<String, Long> contigLengths() throws IOException {
        return Map.of();
    }

    /** A file of GFF3. */
    record Gff(TextSource source) implements AnnotationInput {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public List<Split> splits(long targetBytes) throws IOException {
            return GffSplits.of(source, targetBytes);
        }

        @Override
        public AnnotationRows rows(Split split, BadLines badLines) throws IOException {
            return new GffRows(new GffReader(source, split, badLines));
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public Map<String, Long> contigLengths() throws IOException {
            return SequenceRegions.lengths(source);
        }

        @Override
        public long linesBefore(Split split) throws IOException {
            return source.linesBefore(split.from());
        }
    }

    /** A file of TSV, CSV or BED. */
    record Tabular(TextSource source, TabularFile file, ReferenceSequence reference) implements AnnotationInput {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public List<Split> splits(long targetBytes) throws IOException {
            return TabularSplits.of(source, file, targetBytes);
        }

        @Override
        public AnnotationRows rows(Split split, BadLines badLines) throws IOException {
            return new TabularRows(new TabularReader(source, split, file, reference, badLines), file.layout());
        }

        @Override
        public List<String> notes() {
            return file.notes();
        }

        @Override
        public long linesBefore(Split split) throws IOException {
            return source.linesBefore(split.from(), file.options().lineEnd());
        }
    }
}
