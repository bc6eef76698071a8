package org.lakeome.vcf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Number and type that the VCF specification gives its own keys, for headers that leave them out. */
final class ReservedFields {
    /** Number and type as a header line has them. */
    record Shape(String number, String type) {}

    private static final Map<String, Shape> INFO = shapes("""
            AA 1 String, AC A Integer, AD R Integer, ADF R Integer, ADR R Integer, AF A Float, AN 1 Integer, BQ 1 Float,
            CIGAR A String, DB 0 Flag, DP 1 Integer, END 1 Integer, H2 0 Flag, H3 0 Flag, MQ 1 Float, MQ0 1 Integer,
            NS 1 Integer, SB 4 Integer, SOMATIC 0 Flag, VALIDATED 0 Flag, 1000G 0 Flag, IMPRECISE 0 Flag, NOVEL 0 Flag,
            SVTYPE 1 String, DPADJ . Integer, CICNADJ . Integer""");

    /** Keys of structural variants in VCF 4.4 and later, where most have a value for each allele. */
    private static final Map<String, Shape> INFO_SINCE_4_4 = shapes("""
            SVLEN A Integer, CIPOS . Integer, CIEND . Integer, HOMLEN A Integer, HOMSEQ A String, BKPTID A String,
            MEINFO . String, METRANS . String, DGVID A String, DBVARID A String, DBRIPID A String, MATEID A String,
            PARID A String, EVENT A String, EVENTTYPE A String, CILEN . Integer, CN A Float, CNADJ . Float,
            CICN . Float, SVCLAIM A String, RN A Integer, RUS . String, RUL . Integer, RB . Integer, CIRB . Integer,
            RUC . Float, CIRUC . Float, RUB . Integer""");

    private static final Map<String, Shape> INFO_BEFORE = shapes("""
            SVLEN . Integer, CIPOS 2 Integer, CIEND 2 Integer, HOMLEN . Integer, HOMSEQ . String, BKPTID . String,
            MEINFO 4 String, METRANS 4 String, DGVID 1 String, DBVARID 1 String, DBRIPID 1 String, MATEID . String,
            PARID 1 String, EVENT 1 String, CILEN 2 Integer, CN 1 Integer, CNADJ . Integer, CICN 2 Integer""");

    private static final Map<String, Shape> FORMAT = shapes("""
            AD R Integer, ADF R Integer, ADR R Integer, DP 1 Integer, EC A Integer, FT 1 String, GL G Float,
            GLE G String, GP G Float, GQ 1 Integer, GT 1 String, HQ 2 Integer, MQ 1 Integer, PL G Integer, PP G Integer,
            PQ 1 Integer, PS 1 Integer, SPL . Integer, CN 1 Integer, CNQ 1 Float, CNL G Float, CNP G Float,
            NQ 1 Integer, HAP 1 Integer, AHAP 1 Integer""");

    private ReservedFields() {}

    private static Map<String, Shape> shapes(String table) {
        Map<String, Shape> shapes = new HashMap<>();
        for (String entry : table.split(",")) {
            String[] words = entry.strip().split(" ");
            shapes.put(words[0], new Shape(words[1], words[2]));
        }
        return Map.copyOf(shapes);
    }

    /** @param version of the file that is written, such as VCFv4.3 */
    static Optional<Shape> info(String id, String version) {
        Shape always = INFO.get(id);
        Map<String, Shape> structural = version.compareTo("VCFv4.4") < 0 ? INFO_BEFORE : INFO_SINCE_4_4;
        return Optional.ofNullable(always == null ? structural.get(id) : always);
    }

    static Optional<Shape> format(String id) {
        return Optional.ofNullable(FORMAT.get(id));
    }
}
