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

        Genotype(FieldDeclaration declaration, Calls calls, int mostAlleles) {
            super(declaration);
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

        Integers(FieldDeclaration declaration, IntLists column) {
            super(declaration);
            this.column = column;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            if (!isDot(line, from, to)) {
                for (int at = from, end; at <= to; at = end + 1) {
                    end = comma(line, at, to);
                    column.add(isDot(line, at, end) ? Ints.MISSING : integer(line, at, end));
                }
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

        Doubles(FieldDeclaration declaration, DoubleLists column) {
            super(declaration);
            this.column = column;
        }

        @Override
        void read(byte[] line, int from, int to, int alternates) {
            if (!isDot(line, from, to)) {
                for (int at = from, end; at <= to; at = end + 1) {
                    end = comma(line, at, to);
                    column.add(isDot(line, at, end) ? DoubleLists.MISSING : decimal(line, at, end));
                }
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

        Text(FieldDeclaration declaration, Calls calls, Ints places) {
            super(declaration);
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

    private static int comma(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ',') {
                return i;
            }
        }
        return to;
    }
}
