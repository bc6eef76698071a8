package org.lakeome.ingest.vcf;

import org.lakeome.ingest.source.FieldFault;

/** Reads one FORMAT field's value of a sample into its column. */
abstract sealed class CallField
        permits CallField.Doubles,
                CallField.Integers,
                CallField.SingleInteger,
                CallField.Text,
                GenotypeField,
                SingleOrList,
                UndeclaredField {
    private static final int MOST_DIGITS = 9;

    final FieldDeclaration declaration;
    final boolean isWhole;

    CallField(FieldDeclaration declaration) {
        this.declaration = declaration;
        this.isWhole = declaration.type() == FieldType.INTEGER;
    }

    /**
     * Reads the value that begins there and gives where it ends: at a colon, a tab or the end. A value with a column is never
     * empty; it may be a dot. The usual values are read in one go; any other is looked at between its bounds.
     */
    int read(byte[] line, int from, int to, int alternates) {
        int end = end(line, from, to);
        readBetween(line, from, end, alternates);
        return end;
    }

    abstract void readBetween(byte[] line, int from, int to, int alternates);

    abstract void missing();

    /** Adds that the record has the field and the sample no value that can be known. */
    void unknown() {
        missing();
    }

    /** Takes back what a value at fault has left in the column. */
    void forget() {
        // A column of single numbers gets none before it is known to be good.
    }

    final FieldFault fault(byte[] line, int from, int to, String reason) {
        return new FieldFault("FORMAT " + declaration.id(), line, from, to, reason);
    }

    /** Where a value ends that begins at or before the place. */
    static int end(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != ':' && line[at] != '\t') {
            at++;
        }
        return at;
    }

    static boolean isEnd(byte[] line, int at, int to) {
        return at == to || line[at] == ':' || line[at] == '\t';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    static boolean isDot(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '.';
    }

    /**
     * The number for a column of whole ones, with a remark where it is none: {@link Ints#MISSING}. One whose header says Float is
     * rounded, as AWS's reader does with GQ.
     */
    final int integer(byte[] line, int from, int to, CallRules rules) {
        try {
            long value = Numbers.wholeNumber(line, from, to);
            if (value > Ints.MISSING && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            double value = decimal(line, from, to);
            if (!isWhole && Math.abs(value) < Integer.MAX_VALUE) {
                return (int) Math.round(value);
            }
        }
        rules.unheld(declaration, line, from, to);
        return Ints.MISSING;
    }

    final double decimal(byte[] line, int from, int to) {
        try {
            return Numbers.decimal(line, from, to);
        } catch (NumberFormatException e) {
            throw fault(line, from, to, "The value is not a number.");
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
        int read(byte[] line, int from, int to, int alternates) {
            int before = column.size();
            int at = from;
            for (int values = 1; isWhole; values++) {
                int start = at;
                int number = 0;
                for (; at < to && isDigit(line[at]); at++) {
                    number = 10 * number + line[at] - '0';
                }
                if (at == start || at - start > MOST_DIGITS) {
                    break;
                }
                column.add(number);
                if (isEnd(line, at, to)) {
                    rules.values(declaration, wanted, values, alternates);
                    column.endList();
                    return at;
                }
                if (line[at++] != ',') {
                    break;
                }
            }
            column.forget(before);
            return super.read(line, from, to, alternates);
        }

        @Override
        void readBetween(byte[] line, int from, int to, int alternates) {
            if (!isDot(line, from, to)) {
                int values = 0;
                for (int at = from, end; at <= to; at = end + 1) {
                    values++;
                    end = comma(line, at, to);
                    column.add(isDot(line, at, end) ? Ints.MISSING : integer(line, at, end, rules));
                }
                rules.values(declaration, wanted, values, alternates);
            }
            column.endList();
        }

        @Override
        void missing() {
            column.endList();
        }

        @Override
        void forget() {
            column.forgetOpen();
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
        void readBetween(byte[] line, int from, int to, int alternates) {
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

        @Override
        void missing() {
            column.endList();
        }

        @Override
        void forget() {
            column.forgetOpen();
        }
    }

    static final class SingleInteger extends CallField {
        private final Ints column;
        private final CallRules rules;

        SingleInteger(FieldDeclaration declaration, Ints column, CallRules rules) {
            super(declaration);
            this.column = column;
            this.rules = rules;
        }

        @Override
        int read(byte[] line, int from, int to, int alternates) {
            int at = from;
            int number = 0;
            for (; at < to && isDigit(line[at]); at++) {
                number = 10 * number + line[at] - '0';
            }
            if (at == from || at - from > MOST_DIGITS || !isEnd(line, at, to) || !isWhole) {
                return super.read(line, from, to, alternates);
            }
            column.add(number);
            return at;
        }

        @Override
        void readBetween(byte[] line, int from, int to, int alternates) {
            column.add(isDot(line, from, to) ? Ints.MISSING : integer(line, from, to, rules));
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
        void readBetween(byte[] line, int from, int to, int alternates) {
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

    static int comma(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ',') {
                return i;
            }
        }
        return to;
    }
}
