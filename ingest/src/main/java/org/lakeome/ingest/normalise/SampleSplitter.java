package org.lakeome.ingest.normalise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.source.FieldFault;

/** The part of {@link AlleleSplitter} for one sample's values. For one thread. */
final class SampleSplitter {
    private final Map<String, String> numbers;
    private final ValuePicker values;
    private byte[] lastFormat = {};
    private Cardinality[] kinds = {};
    private String[] ids = {};
    private int listAt;
    private boolean byAllele;
    /** Bounds of the current sample's values. */
    private int[] bounds = new int[16];

    private int fields;
    private int[] listed = {};
    private int listedCount;
    /** By allele; thousands of alleles would be searched for thousands of times. */
    private int[] placeOf = {};

    SampleSplitter(Map<String, String> numbers, ValuePicker values) {
        this.numbers = numbers;
        this.values = values;
    }

    void format(byte[] line, int from, int to) {
        if (Arrays.equals(lastFormat, 0, lastFormat.length, line, from, to)) {
            return;
        }
        lastFormat = Arrays.copyOfRange(line, from, to);
        ids = new String(lastFormat, StandardCharsets.UTF_8).split(":", -1);
        kinds = new Cardinality[ids.length];
        List<Cardinality> all = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            kinds[i] = Cardinality.ofFormat(ids[i], numbers.getOrDefault(ids[i], "."));
            all.add(kinds[i]);
        }
        listAt = all.indexOf(Cardinality.LAA);
        byAllele = all.stream().anyMatch(kind -> kind != Cardinality.OTHER);
    }

    /** Refuses values that are not as many as the record's alleles want. */
    void check(byte[] line, int from, int to, int alternates) {
        if (byAllele) {
            split(line, from, to, alternates);
            for (int i = 0; i < fields; i++) {
                Cardinality kind = kinds[i];
                if (kind != Cardinality.OTHER && kind != Cardinality.GT && kind != Cardinality.LAA) {
                    int of = kind.isLocal() && listAt >= 0 ? listedCount : alternates;
                    ValuePicker.check(kind, "FORMAT " + ids[i], line, bounds[i], bounds[i + 1] - 1, of);
                }
            }
        }
    }

    /** Writes the sample's values for one ALT allele, counted from 1. */
    void write(byte[] line, int from, int to, int alternate, int alternates, LineText out) {
        if (!byAllele) {
            out.append(line, from, to);
            return;
        }
        split(line, from, to, alternates);
        for (int i = 0; i < fields; i++) {
            if (i > 0) {
                out.append(':');
            }
            int valueTo = bounds[i + 1] - 1;
            switch (kinds[i]) {
                case OTHER:
                    out.append(line, bounds[i], valueTo);
                    break;
                case GT:
                    genotype(line, bounds[i], valueTo, alternate, out);
                    break;
                case LAA:
                    out.append(local(alternate) > 0 ? '1' : '.');
                    break;
                default:
                    boolean local = kinds[i].isLocal() && listAt >= 0;
                    int place = local ? local(alternate) : alternate;
                    int of = local ? listedCount : alternates;
                    values.pick(kinds[i], line, bounds[i], valueTo, place, of, out);
                    break;
            }
        }
    }

    /** The alternate becomes 1, every other one 0: not this allele. REF and missing alleles stay. */
    private static void genotype(byte[] line, int from, int to, int alternate, LineText out) {
        for (int at = from; at < to; ) {
            int allele = -1;
            while (at < to && line[at] >= '0' && line[at] <= '9') {
                allele = 10 * Math.max(allele, 0) + line[at++] - '0';
            }
            if (allele >= 0) {
                out.append(allele == alternate ? '1' : '0');
            } else {
                out.append((char) line[at++]);
            }
        }
    }

    /** Missing values at the end need not be written in VCF, so there may be fewer values than fields. */
    private void split(byte[] line, int from, int to, int alternates) {
        if (bounds.length < kinds.length + 2) {
            bounds = new int[kinds.length + 2];
        }
        fields = 0;
        bounds[0] = from;
        for (int i = from; i <= to && fields < kinds.length; i++) {
            if (i == to || line[i] == ':') {
                bounds[++fields] = i + 1;
            }
        }
        for (int i = 0; i < listedCount; i++) {
            placeOf[listed[i]] = 0;
        }
        listedCount = 0;
        if (placeOf.length <= alternates) {
            placeOf = new int[alternates + 1];
        }
        if (listAt >= 0 && listAt < fields) {
            list(line, bounds[listAt], bounds[listAt + 1] - 1, alternates);
        }
    }

    private void list(byte[] line, int from, int to, int alternates) {
        if (ValuePicker.isMissing(line, from, to)) {
            return;
        }
        for (int at = from; at <= to; at++) {
            int allele = 0;
            while (at < to && line[at] >= '0' && line[at] <= '9' && allele <= alternates) {
                allele = 10 * allele + line[at++] - '0';
            }
            boolean ends = at == to || line[at] == ',';
            if (!ends || allele < 1 || allele > alternates || local(allele) > 0) {
                throw new FieldFault(
                        "FORMAT LAA", line, from, to, "The field does not list ALT alleles of the record, each once.");
            }
            if (listedCount == listed.length) {
                listed = Arrays.copyOf(listed, 2 * listedCount + 8);
            }
            listed[listedCount++] = allele;
            placeOf[allele] = listedCount;
        }
    }

    /** Place of the alternate in the sample's list, from 1; 0 if the list lacks it. */
    private int local(int alternate) {
        return placeOf[alternate];
    }
}
