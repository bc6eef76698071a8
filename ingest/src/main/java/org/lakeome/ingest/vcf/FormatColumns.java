package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which declared FORMAT fields fill a column of their own and which go into the map of the others. A field whose declared type
 * cannot fill its column (GIAB's PS is text) goes into the map, so that nothing is lost.
 */
final class FormatColumns {
    private static final Set<String> SINGLE = Set.of("DP", "GQ", "PS");

    private final VcfHeader header;
    final boolean genotype;
    final boolean alleleDepths;
    final boolean phredLikelihoods;
    final boolean spl;
    final boolean likelihoods;
    final boolean depth;
    final boolean quality;
    final boolean phaseSet;
    private final List<FieldDeclaration> others = new ArrayList<>();

    FormatColumns(VcfHeader header) {
        this.header = header;
        genotype = header.format("GT").isPresent();
        alleleDepths = isNumber("AD");
        phredLikelihoods = isNumber("PL");
        spl = isNumber("SPL");
        likelihoods = isNumber("GL");
        depth = isNumber("DP");
        quality = isNumber("GQ");
        phaseSet = isNumber("PS");
        for (FieldDeclaration field : header.formats()) {
            if (!field.id().equals("GT") && (!hasColumn(field.id()) || mayBeList(field))) {
                others.add(field);
            }
        }
    }

    private boolean isNumber(String id) {
        Optional<FieldDeclaration> field = header.format(id);
        return field.isPresent() && field.get().type().isNumber();
    }

    /** Whether the header lets a field have several values whose column holds one. */
    private static boolean mayBeList(FieldDeclaration field) {
        return SINGLE.contains(field.id()) && !field.isSingle();
    }

    private boolean hasColumn(String id) {
        return !column(id).isEmpty() && isNumber(id);
    }

    /** Whether the field has a column of its own, filled in this file. */
    boolean fills(String id) {
        return id.equals("GT") ? genotype : hasColumn(id);
    }

    /** What the header's types do to fields that have a column of their own, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (FieldDeclaration field : header.formats()) {
            String column = column(field.id());
            String declared =
                    "FORMAT " + field.id() + " is declared Type=" + field.type().text();
            if (!column.isEmpty() && !hasColumn(field.id())) {
                notes.add(declared + ": its values are in information['" + InformationFields.key(field.id())
                        + "'], and column " + column + " is null.");
            } else if (!column.isEmpty()
                    && field.type() == FieldType.FLOAT
                    && !field.id().equals("GL")) {
                notes.add(declared + ": column " + column + " holds whole numbers, rounded.");
            }
            if (hasColumn(field.id()) && mayBeList(field)) {
                notes.add("FORMAT " + field.id() + " is declared Number=" + field.number()
                        + ": a call with several values has them in information['"
                        + InformationFields.key(field.id()) + "'], and column " + column + " is null there.");
            }
        }
        return notes;
    }

    static String column(String id) {
        return switch (id) {
            case "AD" -> "alleledepths";
            case "PL" -> "phredlikelihoods";
            case "SPL" -> "spl";
            case "GL" -> "genotypelikelihoods";
            case "DP" -> "depth";
            case "GQ" -> "conditionalquality";
            case "PS" -> "ps";
            default -> "";
        };
    }

    /** Declared fields without a column of their own, and those that may have more values than it holds, in header order. */
    List<FieldDeclaration> others() {
        return others;
    }
}
