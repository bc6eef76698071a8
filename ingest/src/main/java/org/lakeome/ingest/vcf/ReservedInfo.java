package org.lakeome.ingest.vcf;

import java.util.List;

/**
 * INFO keys whose meaning the VCF specification itself fixes (4.4, tables 1 and 3), so that valid files use them without
 * declaring them. AWS's jobs refuse such files; what becomes of any other undeclared key is {@link UndeclaredInfos}' to say.
 */
final class ReservedInfo {
    static final List<String> KEYS = List.of(
            "AA",
            "AC",
            "AD",
            "ADF",
            "ADR",
            "AF",
            "AN",
            "BQ",
            "CIGAR",
            "DB",
            "DP",
            "END",
            "H2",
            "H3",
            "MQ",
            "MQ0",
            "NS",
            "SB",
            "SOMATIC",
            "VALIDATED",
            "1000G",
            "IMPRECISE",
            "NOVEL",
            "SVTYPE",
            "SVLEN",
            "CIPOS",
            "CIEND",
            "HOMLEN",
            "HOMSEQ",
            "BKPTID",
            "MEINFO",
            "METRANS",
            "DGVID",
            "DBVARID",
            "DBRIPID",
            "MATEID",
            "PARID",
            "EVENT",
            "EVENTTYPE",
            "CILEN",
            "DPADJ",
            "CN",
            "CNADJ",
            "CICN",
            "CICNADJ",
            "SVCLAIM",
            "RN",
            "RUS",
            "RUL",
            "RB",
            "CIRB",
            "RUC",
            "CIRUC",
            "RUB");

    private ReservedInfo() {}
}
