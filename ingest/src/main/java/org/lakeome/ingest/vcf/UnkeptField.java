package org.lakeome.ingest.vcf;

/** A field of the specification's own that the header does not declare: nothing is kept, but its values are counted. */
final class UnkeptField extends CallField {
    private static final byte[] GENOTYPE_SEPARATORS = {'/', '|'};
    private static final byte[] SEPARATORS = {','};

    private final CallRules rules;
    private final int wanted;
    private final boolean isGenotype;

    private UnkeptField(FieldDeclaration declaration, CallRules rules) {
        super(declaration);
        this.rules = rules;
        this.wanted = CallRules.wanted(declaration);
        this.isGenotype = declaration.id().equals("GT");
    }

    /** Null for a field that no rule needs. */
    static CallField of(String id, CallRules rules) {
        return switch (id) {
            case "GT" -> new UnkeptField(new FieldDeclaration(id, "1", FieldType.STRING, ""), rules);
            case "GL", "GP" -> new UnkeptField(new FieldDeclaration(id, "G", FieldType.FLOAT, ""), rules);
            case "PL" -> new UnkeptField(new FieldDeclaration(id, "G", FieldType.INTEGER, ""), rules);
            default -> null;
        };
    }

    @Override
    boolean isKept() {
        return false;
    }

    @Override
    void readBetween(byte[] line, int from, int to, int alternates) {
        if (isGenotype) {
            // VCF 4.4 allows a separator before the first allele.
            boolean marked = from < to && (line[from] == '/' || line[from] == '|');
            int alleles = 1 + count(GENOTYPE_SEPARATORS, line, marked ? from + 1 : from, to);
            rules.genotype(alleles, isDot(line, from, to));
        } else if (from < to && !isDot(line, from, to)) {
            rules.values(declaration, wanted, 1 + count(SEPARATORS, line, from, to), alternates);
        }
    }

    private static int count(byte[] separators, byte[] line, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            for (byte separator : separators) {
                count += line[i] == separator ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    void missing() {
        // There is no column.
    }
}
