package org.lakeome.ingest.vcf;

/** What is wrong with a header line; the parser adds file and line. The reasons are those that AWS's import jobs give. */
final class HeaderFault extends RuntimeException {
    static final String NO_HEADER = "VCF header was not found in the input VCF file.";
    static final String NO_VERSION = "VCF header does not contain VCF version.";
    static final String UNKNOWN_VERSION = "Unsupported VCF version.";
    static final String NO_COLUMNS = "VCF header does not contain required CHROM header line (starting with one #).";
    static final String TOO_FEW_COLUMNS = "VCF header does not have sufficient number of required fields. Please ensure"
            + " required header fields are present as per specification.";
    static final String ILLEGAL_COLUMN =
            "VCF header contains an illegal field name. Please ensure fields are as per specification.";
    static final String COLUMN_ORDER = "VCF header fields are not in order as defined by specification. Please ensure"
            + " fields are as per specification.";
    static final String TYPE =
            "VCF header contains an invalid value for Type. Please ensure header is as per specification.";
    static final String NUMBER =
            "VCF header contains an invalid count for NUMBER, with fixed count the number should be" + " 1 or higher.";
    static final String MISSING = "Invalid VCF Header: field must not be null.";
    static final String MALFORMED = "VCF header is malformed. Please ensure header is as per specification.";

    private final String field;
    private final String value;

    HeaderFault(String reason, String field, String value) {
        super(reason);
        this.field = field;
        this.value = value;
    }

    String field() {
        return field;
    }

    String value() {
        return value;
    }
}
