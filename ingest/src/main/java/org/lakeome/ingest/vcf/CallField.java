package org.lakeome.ingest.vcf;

import org.lakeome.ingest.source.FieldFault;

/** Reads one FORMAT field's value of a sample into its column. */
abstract sealed class CallField {
    final FieldDeclaration declaration;

    private CallField(FieldDeclaration declaration) {
        this.declaration = declaration;
    }

    /** The value is never empty; it may be a dot. */
    abstract void read(byte[] line, int from, int to, int alternates);

    abstract void missing();

    /** Whether there is a column for the value. */
    boolean isKept() {
        return true;
    }

    final FieldFault fault(byte[] line, int from, int to, String reason) {
        return new FieldFault("FORMAT " + declaration.id(), line, from, to, reason);
    }

    private static boolean isDot(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '.';
    }

    /** An integer column whose header says Float is rounded, as AWS's reader does with GQ. */
    final int integer(byte[] line, int from, int to) {
        try {
            if (declaration.type() == FieldType.INTEGER) {
                return Numbers.integer(line, from, to);
            }
            double value = Numbers.decimal(line, from, to);
            if (Math.abs(value) < Integer.MAX_VALUE) {
                return (int) Math.round(value);
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw fault(line, from, to, "The value is not a whole number of 32 bits.");
    }

    static final class Genotype extends CallField {
        private final Calls calls;
        private final int mostAlleles;
        private final CallRules rules;

        Genotype(FieldDeclaration declaration, Calls calls, int mostAlleles, CallRules rules) {
            super(declaration);
            this.rules = rules;
            this.calls = calls;
            this.mostAlleles = mostAlleles;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
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
    }

    static final class Integers extends CallField {
        private final IntLists column;
        private final CallRules rules;
        private final int wanted;

        Integers(FieldDeclaration declaration, IntLists column, CallRules rules) {
            super(declaration);
            this.rules = rules;
            this.wanted = CallRules.wanted(declaration);
            this.column = column;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            if (!isDot(line, from, to)) {
                int values = 0;
                for (int at = from, end; at <= to; at = end + 1) {
                    values++;
                    end = comma(line, at, to);
                    column.add(isDot(line, at, end) ? Ints.MISSING : integer(line, at, end));
                }
                rules.values(declaration, wanted, values, alternates);
            }
            column.endList();
        }

        @Override
        void missing() {
            column.endList();
        }
    }

    static final class Doubles extends CallField {
        private final DoubleLists column;
        private final CallRules rules;
        private final int wanted;

        Doubles(FieldDeclaration declaration, DoubleLists column, CallRules rules) {
            super(declaration);
            this.rules = rules;
            this.wanted = CallRules.wanted(declaration);
            this.column = column;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            if (!isDot(line, from, to)) {
                int values = 0;
                for (int at = from, end; at <= to; at = end + 1) {
                    values++;
                    end = comma(line, at, to);
                    column.add(isDot(line, at, end) ? DoubleLists.MISSING : decimal(line, at, end));
                }
                rules.values(declaration, wanted, values, alternates);
            }
            column.endList();
        }

        private double decimal(byte[] line, int from, int to) {
            try {
                return Numbers.decimal(line, from, to);
            } catch (NumberFormatException e) {
                throw fault(line, from, to, "The value is not a number.");
            }
        }

        @Override
        void missing() {
            column.endList();
        }
    }

    static final class SingleInteger extends CallField {
        private final Ints column;

        SingleInteger(FieldDeclaration declaration, Ints column) {
            super(declaration);
            this.column = column;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            column.add(isDot(line, from, to) ? Ints.MISSING : integer(line, from, to));
        }

        @Override
        void missing() {
            column.add(Ints.MISSING);
        }
    }

    static final class Text extends CallField {
        private final Calls calls;
        private final Ints places;
        private final CallRules rules;
        private final int wanted;

        Text(FieldDeclaration declaration, Calls calls, Ints places, CallRules rules) {
            super(declaration);
            this.rules = rules;
            this.wanted = CallRules.wanted(declaration);
            this.calls = calls;
            this.places = places;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            if (isDot(line, from, to)) {
                missing();
                return;
            }
            if (!Utf8.isValid(line, from, to)) {
                throw fault(line, from, to, "The text is not UTF-8 or holds a control character.");
            }
            rules.text(declaration, wanted, line, from, to, alternates);
            int at = calls.text.append(line, from, to);
            places.add(at);
            places.add(at + to - from);
        }

        @Override
        void missing() {
            places.add(-1);
            places.add(-1);
        }
    }

    /** A field of the specification's own that the header does not declare: nothing is kept, but its values are counted. */
    static final class Unkept extends CallField {
        private static final byte[] GENOTYPE_SEPARATORS = {'/', '|'};
        private static final byte[] SEPARATORS = {','};

        private final CallRules rules;
        private final int wanted;
        private final boolean isGenotype;

        private Unkept(FieldDeclaration declaration, CallRules rules) {
            super(declaration);
            this.rules = rules;
            this.wanted = CallRules.wanted(declaration);
            this.isGenotype = declaration.id().equals("GT");
        }

        /** Null for a field that no rule needs. */
        static CallField of(String id, CallRules rules) {
            return switch (id) {
                case "GT" -> new Unkept(new FieldDeclaration(id, "1", FieldType.STRING, ""), rules);
                case "GL", "GP" -> new Unkept(new FieldDeclaration(id, "G", FieldType.FLOAT, ""), rules);
                case "PL" -> new Unkept(new FieldDeclaration(id, "G", FieldType.INTEGER, ""), rules);
                default -> null;
            };
        }

        @Override
        boolean isKept() {
            return false;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
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

    private static int comma(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ',') {
                return i;
            }
        }
        return to;
    }
}
