package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import org.apache.iceberg.Schema;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.FileKind;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularFile;

/** How the files of an annotation store are read. VCF has an import of its own, {@link VariantImport}. */
public sealed interface AnnotationFormat extends Serializable {

    /** The columns of the store's table. */
    Schema schema();

    /** Looks at the head of a file. */
    AnnotationInput open(TextSource source) throws IOException;

    /** GFF3. */
    record Gff() implements AnnotationFormat {
        @Override
        public Schema schema() {
            return AnnotationColumns.gff();
        }

        @Override
        public AnnotationInput open(TextSource source) throws IOException {
            FileKind.requireText(source, (byte) '\n');
            return new AnnotationInput.Gff(source);
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
        public AnnotationInput open(TextSource source) throws IOException {
            FileKind.requireText(source, options.lineEnd());
            return new AnnotationInput.Tabular(source, TabularFile.of(source, layout, options), reference);
        }
    }
}
