package org.lakeome.ingest.vcf;

import org.lakeome.ingest.source.FieldFault;

/** Notices FORMAT values that are not of the number or type of their declaration. For one thread. */
final class CallRules {
    private static final int ANY = -1;
    private static final int PER_ALTERNATE = -2;
    private static final int PER_ALLELE = -3;
    private static final int PER_GENOTYPE = -4;
    private static final int PER_PHASE = -5;
    private static final boolean[] INTEGER = allowed("0123456789+-.,");
    /** The letters are those of NaN and infinity. */
    private static final boolean[] FLOAT = allowed("0123456789+-.,eEnNaAiIfFtTyY");

    private final RemarkCount remarks;

    /** Alleles in the genotype of the call at hand; 0 while it is not known. */
    private int ploidy;

    private int lastPloidy;
    private int lastAlternates;
    private int lastGenotypes;

    CallRules(RemarkCount remarks) {
        this.remarks = remarks;
    }

    private static boolean[] allowed(String characters) {
        boolean[] allowed = new boolean[128];
        characters.chars().forEach(c -> allowed[c] = true);
        return allowed;
    }

    /** How many values a field must have, for {@link #values}: looked at once, not for each call. */
    static int wanted(FieldDeclaration field) {
        if (!field.type().isNumber()) {
            // Texts with commas under Number=1 are common and cannot be told from lists.
            return ANY;
        }
        return switch (field.number()) {
            case "A" -> PER_ALTERNATE;
            case "R" -> PER_ALLELE;
            case "G" -> PER_GENOTYPE;
            case "P" -> PER_PHASE;
            default -> field.number().matches("[0-9]{1,9}") ? Integer.parseInt(field.number()) : ANY;
        };
    }

    void beginCall() {
        ploidy = 0;
    }

    /** A lone dot does not say how many alleles are not known. */
    void genotype(int alleles, boolean loneDot) {
        ploidy = loneDot ? 0 : alleles;
    }

    /** A value of a field without a column; it is no dot. */
    void text(FieldDeclaration field, int wanted, byte[] line, int from, int to, int alternates) {
        switch (field.type()) {
            case INTEGER -> numbers(field, INTEGER, wanted, line, from, to, alternates);
            case FLOAT -> numbers(field, FLOAT, wanted, line, from, to, alternates);
            case CHARACTER -> {
                if (!ValueShape.areCharacters(line, from, to)) {
                    remarks.add(() -> "FORMAT " + field.id() + " holds more than one character");
                }
            }
            case STRING, FLAG -> {
                // Any text will do.
            }
        }
    }

    /** A number that the field's column of whole numbers cannot hold. */
    void unheld(FieldDeclaration field, byte[] line, int from, int to) {
        remarks.add(
                RemarkKind.UNHELD,
                () -> "FORMAT " + field.id() + " is " + new FieldFault("", line, from, to, "").value() + ", and column "
                        + FormatColumns.column(field.id()) + " holds whole numbers of 32 bits");
    }

    /** A value that cannot be what the specification says of its field. */
    void unread(FieldFault fault) {
        remarks.add(RemarkKind.UNHELD, () -> fault.field() + " is " + fault.value() + ": " + fault.getMessage());
    }

    private void numbers(
            FieldDeclaration field, boolean[] allowed, int wanted, byte[] line, int from, int to, int alternates) {
        boolean whole = field.type() == FieldType.INTEGER;
        int values = 1;
        for (int at = from; at < to; at++) {
            if (line[at] < 0 || !allowed[line[at]] || line[at] == '.' && whole && !stands(line, at, from, to)) {
                remarks.add(() ->
                        "FORMAT " + field.id() + " holds a value that is no " + (whole ? "whole number" : "number"));
                return;
            }
            values += line[at] == ',' ? 1 : 0;
        }
        values(field, wanted, values, alternates);
    }

    /** Whether a dot is a missing value, and no point of a number. */
    private static boolean stands(byte[] line, int at, int from, int to) {
        return (at == from || line[at - 1] == ',') && (at + 1 == to || line[at + 1] == ',');
    }

    /** The number of values of a field that is not missing. */
    void values(FieldDeclaration field, int wanted, int values, int alternates) {
        int expected = wanted < ANY ? expected(wanted, alternates) : wanted;
        if (expected != ANY && expected != values) {
            remarks.add(() -> "FORMAT " + field.id() + " has " + values + (values == 1 ? " value" : " values")
                    + ", not " + expected);
        }
    }

    private int expected(int wanted, int alternates) {
        if (wanted == PER_PHASE) {
            return ploidy == 0 ? ANY : ploidy;
        }
        // Callers leave the values of a dropped ALT allele where they were.
        if (alternates == 0) {
            return ANY;
        }
        return switch (wanted) {
            case PER_ALTERNATE -> alternates;
            case PER_ALLELE -> alternates + 1;
            default -> ploidy == 0 ? ANY : genotypes(alternates);
        };
    }

    private int genotypes(int alternates) {
        if (ploidy != lastPloidy || alternates != lastAlternates) {
            lastPloidy = ploidy;
            lastAlternates = alternates;
            long genotypes = 1;
            for (int i = 1; i <= ploidy && genotypes <= Integer.MAX_VALUE; i++) {
                genotypes = genotypes * (alternates + i) / i;
            }
            lastGenotypes = genotypes > Integer.MAX_VALUE ? ANY : (int) genotypes;
        }
        return lastGenotypes;
    }
}
