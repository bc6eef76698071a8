package org.lakeome.ingest.vcf;

/** What became of a value that breaks a rule of VCF, or that cannot be what its column says. */
public enum RemarkKind {
    KEPT("Values that break a rule of VCF were kept as they are written", ""),
    END(
            "INFO END was not taken as the end of the record",
            " Column end is there that of REF or of SVLEN, and attributes keep the text."),
    UNHELD("Values that their column cannot hold are null in it", "");

    private final String told;
    private final String rest;

    RemarkKind(String told, String rest) {
        this.told = told;
        this.rest = rest;
    }

    /** One sentence or two for the user; empty when there is nothing to say. */
    public String note(Remarks remarks) {
        return remarks.count() == 0
                ? ""
                : told + " (" + remarks.count() + "): the first in line " + remarks.line() + ", "
                        + Utf8.printable(remarks.first()) + "." + rest;
    }
}
