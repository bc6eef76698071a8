package org.lakeome.ingest.normalise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of {@link AlleleSplitter} for INFO. For one thread. */
final class InfoSplitter {
    /** A value that differs from one ALT allele to the next; everything between such values is copied. */
    private record Value(Cardinality number, int from, int to) {}

    private final Map<String, String> numbers;
    private final ValuePicker values;
    private final List<Value> found = new ArrayList<>();
    private int from;
    private int to;

    InfoSplitter(Map<String, String> numbers, ValuePicker values) {
        this.numbers = numbers;
        this.values = values;
    }

    /** Takes a record's INFO and refuses values that are not as many as its alleles want. */
    void begin(byte[] line, int infoFrom, int infoTo, int alternates) {
        from = infoFrom;
        to = infoTo;
        found.clear();
        for (int at = from; at < to; ) {
            int end = find(';', line, at, to);
            int equals = find('=', line, at, end);
            if (equals < end) {
                String id = new String(line, at, equals - at, StandardCharsets.UTF_8);
                Cardinality number = Cardinality.of(numbers.getOrDefault(id, "."));
                if (number != Cardinality.OTHER) {
                    ValuePicker.check(number, "INFO " + id, line, equals + 1, end, alternates);
                    found.add(new Value(number, equals + 1, end));
                }
            }
            at = end + 1;
        }
    }

    void write(byte[] line, int alternate, int alternates, LineText out) {
        int copied = from;
        for (Value value : found) {
            out.append(line, copied, value.from());
            values.pick(value.number(), line, value.from(), value.to(), alternate, alternates, out);
            copied = value.to();
        }
        out.append(line, copied, to);
    }

    private static int find(char wanted, byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return to;
    }
}
