package org.lakeome.ingest.write;

import static org.apache.iceberg.types.Types.NestedField.optional;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The 23 columns of a variant store's table in order (HealthOmics table contract, section 2). The server makes real tables and
 * gives them their field ids; this copy serves the warm-up, the {@code vcf} data source and the tests.
 */
public final class StoreColumns {
    private static final Type TEXT = Types.StringType.get();
    private static final Type WHOLE = Types.IntegerType.get();
    private static final Type LONG = Types.LongType.get();
    private static final Type NUMBER = Types.DoubleType.get();
    private static final Type YES_NO = Types.BooleanType.get();

    private int id;

    private StoreColumns() {}

    public static Schema schema() {
        return new StoreColumns().columns();
    }

    public static PartitionSpec partitioning(Schema schema) {
        return PartitionSpec.builderFor(schema).identity("sampleid").build();
    }

    private Schema columns() {
        return new Schema(List.of(
                column("importjobid", TEXT),
                column("contigname", TEXT),
                column("start", LONG),
                column("end", LONG),
                column("names", list(TEXT)),
                column("referenceallele", TEXT),
                column("alternatealleles", list(TEXT)),
                column("qual", NUMBER),
                column("filters", list(TEXT)),
                column("splitfrommultiallelic", YES_NO),
                column("attributes", texts()),
                column("phased", YES_NO),
                column("calls", list(WHOLE)),
                column("genotypelikelihoods", list(NUMBER)),
                column("phredlikelihoods", list(WHOLE)),
                column("alleledepths", list(WHOLE)),
                column("conditionalquality", WHOLE),
                column("spl", list(WHOLE)),
                column("depth", WHOLE),
                column("ps", WHOLE),
                column("sampleid", TEXT),
                column("information", texts()),
                column("annotations", Types.StructType.of(column("vep", list(vep()))))));
    }

    private Type vep() {
        List<Types.NestedField> fields = new ArrayList<>();
        fields.add(column("allele", TEXT));
        fields.add(column("consequence", list(TEXT)));
        for (String name : List.of("impact", "symbol", "gene", "feature_type", "feature", "biotype")) {
            fields.add(column(name, TEXT));
        }
        fields.add(column("exon", pair("rank", "total")));
        fields.add(column("intron", pair("rank", "total")));
        for (String name : List.of("hgvsc", "hgvsp", "cdna_position", "cds_position", "protein_position")) {
            fields.add(column(name, TEXT));
        }
        fields.add(column("amino_acids", pair("reference", "variant")));
        fields.add(column("codons", pair("reference", "variant")));
        fields.add(column("existing_variation", list(TEXT)));
        fields.add(column("distance", TEXT));
        fields.add(column("strand", TEXT));
        fields.add(column("flags", list(TEXT)));
        fields.add(column("symbol_source", TEXT));
        fields.add(column("hgnc_id", TEXT));
        fields.add(column("extras", texts()));
        return Types.StructType.of(fields);
    }

    private Type pair(String first, String second) {
        return Types.StructType.of(column(first, TEXT), column(second, TEXT));
    }

    private Types.NestedField column(String name, Type type) {
        return optional(++id, name, type);
    }

    private Type list(Type element) {
        return Types.ListType.ofOptional(++id, element);
    }

    private Type texts() {
        return Types.MapType.ofOptional(++id, ++id, TEXT, TEXT);
    }
}
