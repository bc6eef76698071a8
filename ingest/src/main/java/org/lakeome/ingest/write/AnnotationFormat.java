package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.lakeome.ingest.gff.GffReader;
import org.lakeome.ingest.gff.GffSplits;
import org.lakeome.ingest.gff.SequenceRegions;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularReader;
import org.lakeome.ingest.tabular.TabularSplits;

/** How the file of an annotation store's import is read. VCF has an import of its own, {@link VariantImport}. */
public sealed interface AnnotationFormat extends Serializable {

    /** The columns of the store's table. */
    Schema schema();

    List<Split> splits(TextSource source, long targetBytes) throws IOException;

    AnnotationRows rows(TextSource source, Split split, BadLines badLines) throws IOException;

    /** Lengths that the file itself gives its contigs. */
    default Map<String, Long> contigLengths(TextSource source) throws IOException {
        return Map.of();
    }

    /** GFF3. */
    record Gff() implements AnnotationFormat {
        @Override
        public Schema schema() {
            return AnnotationColumns.gff();
        }

        @Override
        public List<Split> splits(TextSource source, long targetBytes) throws IOException {
            return GffSplits.of(source, targetBytes);
        }

        @Override
        public Map<String, Long> contigLengths(TextSource source) throws IOException {
            return SequenceRegions.lengths(source);
        }

        @Override
        public AnnotationRows rows(TextSource source, Split split, BadLines badLines) throws IOException {
            return new GffRows(new GffReader(source, split, badLines));
        }
    }

    /**
     * TSV, CSV or BED.
     *
     * @param reference against which alleles are left-aligned; null to leave them as written
     */
    record Tabular(TableLayout layout, CsvOptions options, ReferenceSequence reference) implements AnnotationFormat {
        public Tabular(TableLayout layout, CsvOptions options) {
            this(layout, options, null);
        }

        @Override
        public Schema schema() {
            return AnnotationColumns.tabular(layout);
        }

        @Override
        public List<Split> splits(TextSource source, long targetBytes) throws IOException {
            return TabularSplits.of(source, layout, options, targetBytes);
        }

        @Override
        public AnnotationRows rows(TextSource source, Split split, BadLines badLines) throws IOException {
            return new TabularRows(new TabularReader(source, split, layout, options, reference, badLines), layout);
        }
    }
}
