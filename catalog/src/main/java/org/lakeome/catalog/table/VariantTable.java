package org.lakeome.catalog.table;

import static org.apache.iceberg.types.Types.NestedField.optional;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;

/**
 * The table of a variant store: the 23 columns of AWS's published table in their order, one row per record and sample,
 * {@code start} and {@code end} 0-based half-open.
 */
public final class VariantTable {
    static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.format.default", "parquet",
            "write.parquet.compression-codec", "zstd",
            "write.parquet.row-group-size-bytes", "33554432",
            "write.target-file-size-bytes", "134217728",
            "write.distribution-mode", "hash",
            "write.spark.fanout.enabled", "false",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "50");

    private VariantTable() {}

    public static Schema schema() {
        return new Columns().schema();
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

    /** Hands out field ids in the order of writing; Iceberg renumbers them when the table is made. */
    private static final class Columns {
        private int ids;

        Schema schema() {
            return new Schema(struct(
                            column("importjobid", StringType.get()),
                            column("contigname", StringType.get()),
                            column("start", LongType.get()),
                            column("end", LongType.get()),
                            column("names", strings()),
                            column("referenceallele", StringType.get()),
                            column("alternatealleles", strings()),
                            column("qual", DoubleType.get()),
                            column("filters", strings()),
                            column("splitfrommultiallelic", BooleanType.get()),
                            column("attributes", stringMap()),
                            column("phased", BooleanType.get()),
                            column("calls", list(IntegerType.get())),
                            column("genotypelikelihoods", list(DoubleType.get())),
                            column("phredlikelihoods", list(IntegerType.get())),
                            column("alleledepths", list(IntegerType.get())),
                            column("conditionalquality", IntegerType.get()),
                            column("spl", list(IntegerType.get())),
                            column("depth", IntegerType.get()),
                            column("ps", IntegerType.get()),
                            column("sampleid", StringType.get()),
                            column("information", stringMap()),
                            column("annotations", struct(column("vep", list(vep())))))
                    .fields());
        }

        private StructType vep() {
            return struct(
                    column("allele", StringType.get()),
                    column("consequence", strings()),
                    column("impact", StringType.get()),
                    column("symbol", StringType.get()),
                    column("gene", StringType.get()),
                    column("feature_type", StringType.get()),
                    column("feature", StringType.get()),
                    column("biotype", StringType.get()),
                    column("exon", struct(column("rank", StringType.get()), column("total", StringType.get()))),
                    column("intron", struct(column("rank", StringType.get()), column("total", StringType.get()))),
                    column("hgvsc", StringType.get()),
                    column("hgvsp", StringType.get()),
                    column("cdna_position", StringType.get()),
                    column("cds_position", StringType.get()),
                    column("protein_position", StringType.get()),
                    column(
                            "amino_acids",
                            struct(column("reference", StringType.get()), column("variant", StringType.get()))),
                    column(
                            "codons",
                            struct(column("reference", StringType.get()), column("variant", StringType.get()))),
                    column("existing_variation", strings()),
                    column("distance", StringType.get()),
                    column("strand", StringType.get()),
                    column("flags", strings()),
                    column("symbol_source", StringType.get()),
                    column("hgnc_id", StringType.get()),
                    column("extras", stringMap()));
        }

        private NestedField column(String name, Type type) {
            return optional(++ids, name, type);
        }

        private static StructType struct(NestedField... fields) {
            return StructType.of(fields);
        }

        private ListType list(Type element) {
            return ListType.ofOptional(++ids, element);
        }

        private ListType strings() {
            return list(StringType.get());
        }

        private MapType stringMap() {
            return MapType.ofOptional(++ids, ++ids, StringType.get(), StringType.get());
        }
    }
}
