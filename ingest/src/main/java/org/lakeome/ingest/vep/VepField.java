package org.lakeome.ingest.vep;

import java.util.Locale;

/** The fields of VEP that have a column of their own, in the order of the table's struct (contract, section 2). */
public enum VepField {
    ALLELE("Allele", Shape.TEXT),
    CONSEQUENCE("Consequence", Shape.LIST),
    IMPACT("IMPACT", Shape.TEXT),
    SYMBOL("SYMBOL", Shape.TEXT),
    GENE("Gene", Shape.TEXT),
    FEATURE_TYPE("Feature_type", Shape.TEXT),
    FEATURE("Feature", Shape.TEXT),
    BIOTYPE("BIOTYPE", Shape.TEXT),
    EXON("EXON", Shape.RANK),
    INTRON("INTRON", Shape.RANK),
    HGVSC("HGVSc", Shape.TEXT),
    HGVSP("HGVSp", Shape.TEXT),
    CDNA_POSITION("cDNA_position", Shape.TEXT),
    CDS_POSITION("CDS_position", Shape.TEXT),
    PROTEIN_POSITION("Protein_position", Shape.TEXT),
    AMINO_ACIDS("Amino_acids", Shape.CHANGE),
    CODONS("Codons", Shape.CHANGE),
    EXISTING_VARIATION("Existing_variation", Shape.LIST),
    DISTANCE("DISTANCE", Shape.TEXT),
    STRAND("STRAND", Shape.TEXT),
    FLAGS("FLAGS", Shape.LIST),
    SYMBOL_SOURCE("SYMBOL_SOURCE", Shape.TEXT),
    HGNC_ID("HGNC_ID", Shape.TEXT);

    /** What a field's text becomes. */
    public enum Shape {
        /** Kept, also when it is empty. */
        TEXT,
        /** Parts between {@code &}; null when blank. */
        LIST,
        /** {@code rank/total}; null when blank. */
        RANK,
        /** {@code reference/variant}; null when blank, the variant null when there is only one part. */
        CHANGE
    }

    private final String header;
    private final Shape shape;

    VepField(String header, Shape shape) {
        this.header = header;
        this.shape = shape;
    }

    /** VEP's own name, to which a header is compared letter by letter. */
    public String header() {
        return header;
    }

    public String column() {
        return header.toLowerCase(Locale.ROOT);
    }

    public Shape shape() {
        return shape;
    }
}
