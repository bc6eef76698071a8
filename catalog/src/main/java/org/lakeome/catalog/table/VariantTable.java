package org.lakeome.catalog.table;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;

/**
 * The table of a variant store and of a VCF annotation store: the 23 columns of AWS's published table in their order, one row per record and sample,
 * {@code start} and {@code end} 0-based half-open.
 */
final class VariantTable {
    private VariantTable() {}

    static Schema schema() {
        FieldIds ids = new FieldIds();
        return ColumnComments.CALLS.on(FieldIds.struct(
                        ids.column("importjobid", StringType.get()),
                        ids.column("contigname", StringType.get()),
                        ids.column("start", LongType.get()),
                        ids.column("end", LongType.get()),
                        ids.column("names", ids.strings()),
                        ids.column("referenceallele", StringType.get()),
                        ids.column("alternatealleles", ids.strings()),
                        ids.column("qual", DoubleType.get()),
                        ids.column("filters", ids.strings()),
                        ids.column("splitfrommultiallelic", BooleanType.get()),
                        ids.column("attributes", ids.stringMap()),
                        ids.column("phased", BooleanType.get()),
                        ids.column("calls", ids.list(IntegerType.get())),
                        ids.column("genotypelikelihoods", ids.list(DoubleType.get())),
                        ids.column("phredlikelihoods", ids.list(IntegerType.get())),
                        ids.column("alleledepths", ids.list(IntegerType.get())),
                        ids.column("conditionalquality", IntegerType.get()),
                        ids.column("spl", ids.list(IntegerType.get())),
                        ids.column("depth", IntegerType.get()),
                        ids.column("ps", IntegerType.get()),
                        ids.column("sampleid", StringType.get()),
                        ids.column("information", ids.stringMap()),
                        ids.column("annotations", FieldIds.struct(ids.column("vep", ids.list(vep(ids))))))
                .fields());
    }

    private static StructType vep(FieldIds ids) {
        return FieldIds.struct(
                ids.column("allele", StringType.get()),
                ids.column("consequence", ids.strings()),
                ids.column("impact", StringType.get()),
                ids.column("symbol", StringType.get()),
                ids.column("gene", StringType.get()),
                ids.column("feature_type", StringType.get()),
                ids.column("feature", StringType.get()),
                ids.column("biotype", StringType.get()),
                ids.column(
                        "exon",
                        FieldIds.struct(ids.column("rank", StringType.get()), ids.column("total", StringType.get()))),
                ids.column(
                        "intron",
                        FieldIds.struct(ids.column("rank", StringType.get()), ids.column("total", StringType.get()))),
                ids.column("hgvsc", StringType.get()),
                ids.column("hgvsp", StringType.get()),
                ids.column("cdna_position", StringType.get()),
                ids.column("cds_position", StringType.get()),
                ids.column("protein_position", StringType.get()),
                ids.column(
                        "amino_acids",
                        FieldIds.struct(
                                ids.column("reference", StringType.get()), ids.column("variant", StringType.get()))),
                ids.column(
                        "codons",
                        FieldIds.struct(
                                ids.column("reference", StringType.get()), ids.column("variant", StringType.get()))),
                ids.column("existing_variation", ids.strings()),
                ids.column("distance", StringType.get()),
                ids.column("strand", StringType.get()),
                ids.column("flags", ids.strings()),
                ids.column("symbol_source", StringType.get()),
                ids.column("hgnc_id", StringType.get()),
                ids.column("extras", ids.stringMap()));
    }

    static PartitionSpec partition(Schema schema) {
        return PartitionSpec.builderFor(schema).identity("sampleid").build();
    }

    static SortOrder order(Schema schema) {
        return SortOrder.builderFor(schema)
                .asc("sampleid")
                .asc("contigname")
                .asc("start")
                .asc("end")
                .build();
    }
}
