package org.lakeome.ingest.normalise;

import java.util.Arrays;
import org.lakeome.ingest.source.FieldFault;

/** Takes from a field's values those that stay with one ALT allele. For one thread. */
final class ValuePicker {
    private int[] ends = new int[16];
    private int count;
    /** Allele and ploidy of the last places, which are mostly the next ones too. */
    private int lastAllele;

    private int lastPloidy;
    private int[] places = {};

    /**
     * Writes the values of the alternate, counted from 1 among the alternates that the values are of; 0 if it is not among
     * them, when only REF's values stay.
     */
    void pick(Cardinality number, byte[] text, int from, int to, int alternate, int alternates, LineText out) {
        if (isMissing(text, from, to)) {
            out.append('.');
            return;
        }
        split(text, from, to);
        switch (number) {
            case A, LA:
                if (alternate == 0) {
                    out.append('.');
                } else {
                    value(text, from, alternate - 1, out);
                }
                break;
            case R, LR:
                value(text, from, 0, out);
                if (alternate > 0) {
                    out.append(',');
                    value(text, from, alternate, out);
                }
                break;
            case G, LG:
                value(text, from, 0, out);
                if (alternate > 0) {
                    genotypes(text, from, alternate, GenotypeOrder.ploidy(count, alternates + 1), out);
                }
                break;
            default:
                throw new IllegalStateException(number.toString());
        }
    }

    private void genotypes(byte[] text, int from, int alternate, int ploidy, LineText out) {
        if (alternate != lastAllele || ploidy != lastPloidy) {
            places = GenotypeOrder.places(alternate, ploidy);
            lastAllele = alternate;
            lastPloidy = ploidy;
        }
        for (int copies = 1; copies <= ploidy; copies++) {
            out.append(',');
            value(text, from, places[copies], out);
        }
    }

    private void value(byte[] text, int from, int index, LineText out) {
        out.append(text, index == 0 ? from : ends[index - 1] + 1, ends[index]);
    }

    private void split(byte[] text, int from, int to) {
        count = 0;
        for (int i = from; i <= to; i++) {
            if (i == to || text[i] == ',') {
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * count);
                }
                ends[count++] = i;
            }
        }
    }

    /** Refuses values of the wrong number; field is the name for the message. */
    static void check(Cardinality number, String field, byte[] text, int from, int to, int alternates) {
        if (isMissing(text, from, to)) {
            return;
        }
        int count = 1;
        for (int i = from; i < to; i++) {
            count += text[i] == ',' ? 1 : 0;
        }
        String wanted;
        boolean fits;
        switch (number) {
            case A, LA:
                fits = count == alternates;
                wanted = String.valueOf(alternates);
                break;
            case R, LR:
                fits = count == alternates + 1;
                wanted = String.valueOf(alternates + 1);
                break;
            default:
                fits = alternates == 0 ? count == 1 : GenotypeOrder.ploidy(count, alternates + 1) > 0;
                long diploid = (alternates + 1L) * (alternates + 2L) / 2;
                wanted = diploid + " for a diploid, " + (alternates + 1) + " for a haploid call";
                break;
        }
        if (!fits) {
            throw new FieldFault(
                    field,
                    text,
                    from,
                    to,
                    "The field has " + count + (count == 1 ? " value" : " values") + ", its Number=" + number
                            + " wants " + wanted + "; the record cannot be split.");
        }
    }

    static boolean isMissing(byte[] text, int from, int to) {
        return to - from == 1 && text[from] == '.';
    }
}
