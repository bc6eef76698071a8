package org.lakeome.catalog.format;

/** What files an annotation store takes. */
public sealed interface StoreFormat {

    /** As the wire says it. */
    String name();

    /** The table of a version of such a store. */
    TableShape shape();

    /** VCF 4.1 to 4.5; the table is that of a variant store. */
    record Vcf() implements StoreFormat {
        @Override
        public String name() {
            return "VCF";
        }

        @Override
        public TableShape shape() {
            return new TableShape.Calls(FileLayout.SAMPLES);
        }
    }

    /** GFF3. */
    record Gff() implements StoreFormat {
        @Override
        public String name() {
            return "GFF";
        }

        @Override
        public TableShape shape() {
            return new TableShape.Features();
        }
    }

    /** TSV, CSV or BED, with the columns that the options name. */
    record Tsv(TsvOptions options) implements StoreFormat {
        @Override
        public String name() {
            return "TSV";
        }

        @Override
        public TableShape shape() {
            return new TableShape.Tabular(options);
        }
    }
}
