package org.lakeome.ingest.vcf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Number and type that the VCF specification gives its own keys (4.4, tables 1 and 2); {@code *} where it leaves them open. */
final class ReservedFields {
    record Shape(String number, String type) {}

    private static final Map<String, Shape> INFO = shapes(
            "AA 1 String",
            "AC A Integer",
            "AD R Integer",
            "ADF R Integer",
            "ADR R Integer",
            "AF A Float",
            "AN 1 Integer",
            "BQ 1 Float",
            "CIGAR A String",
            "DB 0 Flag",
            "DP 1 Integer",
            "END 1 Integer",
            "H2 0 Flag",
            "H3 0 Flag",
            "MQ 1 *",
            "MQ0 1 Integer",
            "NS 1 Integer",
            "SOMATIC 0 Flag",
            "VALIDATED 0 Flag",
            "1000G 0 Flag");
    private static final Map<String, Shape> FORMAT = shapes(
            "AD R Integer",
            "ADF R Integer",
            "ADR R Integer",
            "DP 1 Integer",
            "EC A Integer",
            "FT 1 String",
            "GL G Float",
            "GLE G String",
            "GP G Float",
            "GQ 1 Integer",
            "GT 1 String",
            "HQ 2 Integer",
            "MQ 1 Integer",
            "PL G Integer",
            "PP G Integer",
            "PQ 1 Integer",
            "PS 1 Integer");

    /** Keys of structural variants, of which files before VCF 4.4 declare what they like. */
    private static final Map<String, Shape> STRUCTURAL =
            shapes("CIPOS 2 Integer", "CIEND 2 Integer", "MEINFO 4 String", "METRANS 4 String", "SVTYPE 1 String");

    private static final Map<String, Shape> STRUCTURAL_FROM_44 = shapes(
            "CIPOS . Integer",
            "CIEND . Integer",
            "CILEN . Integer",
            "CICN . Float",
            "CN A Float",
            "HOMLEN A Integer",
            "MEINFO . String",
            "METRANS . String",
            "RN A Integer",
            "SB 4 Integer",
            "SVTYPE 1 String");

    private ReservedFields() {}

    private static Map<String, Shape> shapes(String... lines) {
        Map<String, Shape> shapes = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            shapes.put(words[0], new Shape(words[1], words[2]));
        }
        return Map.copyOf(shapes);
    }

    /** Of an INFO key that the header does not declare. */
    static Optional<Shape> ofUndeclared(String id, boolean isFrom44) {
        Shape structural = (isFrom44 ? STRUCTURAL_FROM_44 : STRUCTURAL).get(id);
        return structural == null ? of("INFO", id) : Optional.of(structural);
    }

    static Optional<Shape> of(String kind, String id) {
        return Optional.ofNullable((kind.equals("INFO") ? INFO : FORMAT).get(id));
    }
}
