package org.lakeome.catalog.format;

/** What kind of columns a table has. */
public sealed interface TableShape {

    /** A row per variant record and sample: the table of variant stores and of VCF annotation stores. */
    record Calls(FileLayout layout) implements TableShape {}

    /** A row per feature of a GFF3 file. */
    record Features() implements TableShape {}

    /** A row per line of a TSV, CSV or BED file. */
    record Tabular(TsvOptions options) implements TableShape {}

    /** A row per record that an import set aside. */
    record Rejected() implements TableShape {}
}
