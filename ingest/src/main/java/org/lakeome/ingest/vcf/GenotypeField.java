package org.lakeome.ingest.vcf;

/** Reads GT. */
final class GenotypeField extends CallField {
    private static final int NO_ALLELE = 10;

    private final Calls calls;
    private final int mostAlleles;
    private final CallRules rules;

    GenotypeField(FieldDeclaration declaration, Calls calls, int mostAlleles, CallRules rules) {
        super(declaration);
        this.rules = rules;
        this.calls = calls;
        this.mostAlleles = mostAlleles;
    }

    /** Nearly all genotypes are two alleles of one digit each, or dots. */
    @Override
    int read(byte[] line, int from, int to, int alternates) {
        int end = from + 3;
        if (end > to || !isEnd(line, end, to) || line[from + 1] != '/' && line[from + 1] != '|' || mostAlleles < 2) {
            return super.read(line, from, to, alternates);
        }
        int first = digit(line[from]);
        int second = digit(line[from + 2]);
        if (Math.max(first, second) > alternates || Math.max(first, second) == NO_ALLELE) {
            return super.read(line, from, to, alternates);
        }
        rules.genotype(2, false);
        calls.genotypes.add(first);
        calls.genotypes.add(second);
        calls.genotypes.endList();
        calls.phased.add(line[from + 1] == '|' ? 1 : 0);
        return end;
    }

    private static int digit(int c) {
        return c >= '0' && c <= '9' ? c - '0' : c == '.' ? -1 : NO_ALLELE;
    }

    @Override
    void readBetween(byte[] line, int from, int to, int alternates) {
        boolean phased = false;
        int alleles = 0;
        // VCF 4.4 allows a separator before the first allele.
        int at = from;
        if (line[at] == '|' || line[at] == '/') {
            phased = line[at] == '|';
            at++;
        }
        while (true) {
            int start = at;
            int allele = 0;
            while (at < to && line[at] >= '0' && line[at] <= '9' && at - start < 9) {
                allele = 10 * allele + line[at++] - '0';
            }
            if (at == start) {
                if (at == to || line[at] != '.') {
                    throw fault(line, from, to, "The genotype is not made of allele numbers or dots.");
                }
                allele = -1;
                at++;
            }
            if (allele > alternates) {
                throw fault(line, from, to, "The genotype names an allele that the record does not have.");
            }
            calls.genotypes.add(allele);
            alleles++;
            if (at == to) {
                break;
            }
            if (line[at] != '/' && line[at] != '|') {
                throw fault(line, from, to, "The genotype is not made of allele numbers or dots.");
            }
            phased |= line[at++] == '|';
        }
        if (alleles > mostAlleles) {
            throw fault(line, from, from, "The genotype has more than " + mostAlleles + " alleles.");
        }
        rules.genotype(alleles, isDot(line, from, to));
        calls.genotypes.endList();
        calls.phased.add(phased ? 1 : 0);
    }

    @Override
    void missing() {
        calls.genotypes.endList();
        calls.phased.add(Ints.MISSING);
    }

    /** A call that was not made, which a dot stands for. */
    @Override
    void unknown() {
        calls.genotypes.add(-1);
        calls.genotypes.endList();
        calls.phased.add(0);
    }

    @Override
    void forget() {
        calls.genotypes.forgetOpen();
    }
}
