package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/** Reads FORMAT and the samples of a band into the call columns. For one thread. */
final class CallTokenizer {
    private final int samples;
    private final List<String> sampleNames;
    private final SampleBand band;
    private final CallFields fields;
    private final CallRules rules;

    CallTokenizer(
            VcfHeader header,
            SampleBand band,
            IngestLimits limits,
            FormatColumns columns,
            Calls calls,
            RemarkCount remarks) {
        this.rules = new CallRules(remarks);
        this.sampleNames = header.samples();
        this.samples = sampleNames.size();
        this.band = band;
        this.fields = new CallFields(header, readers(header, limits, columns, calls, rules), rules);
    }

    private static List<CallField> readers(
            VcfHeader header, IngestLimits limits, FormatColumns columns, Calls calls, CallRules rules) {
        Iterator<Ints> others = calls.others.iterator();
        List<CallField> readers = new ArrayList<>();
        for (FieldDeclaration field : header.formats()) {
            readers.add(
                    columns.others().contains(field)
                            ? new CallField.Text(field, calls, others.next(), rules)
                            : switch (field.id()) {
                                case "GT" -> new CallField.Genotype(field, calls, limits.ploidy(), rules);
                                case "AD" -> new CallField.Integers(field, calls.alleleDepths, rules);
                                case "PL" -> new CallField.Integers(field, calls.phredLikelihoods, rules);
                                case "SPL" -> new CallField.Integers(field, calls.spl, rules);
                                case "GL" -> new CallField.Doubles(field, calls.likelihoods, rules);
                                case "DP" -> new CallField.SingleInteger(field, calls.depths);
                                case "GQ" -> new CallField.SingleInteger(field, calls.qualities);
                                case "PS" -> new CallField.SingleInteger(field, calls.phaseSets);
                                default -> throw new IllegalStateException(field.id());
                            });
        }
        return readers;
    }

    Set<String> undeclared() {
        return fields.undeclared();
    }

    /** The rest of a line behind INFO. */
    void read(byte[] line, int from, int to, int alternates) {
        int formatEnd = end('\t', line, from, to);
        fields.read(line, from, formatEnd);
        int at = formatEnd + 1;
        for (int sample = 0; sample < samples; sample++) {
            if (at > to) {
                throw new FieldFault(
                        "",
                        "",
                        "There aren't enough columns for the line: it has " + (9 + sample) + ", the header "
                                + (9 + samples) + ".");
            }
            int end = end('\t', line, at, to);
            if (sample >= band.from() && sample < band.to()) {
                try {
                    call(line, at, end, alternates);
                } catch (FieldFault fault) {
                    throw fault.inSample(sampleNames.get(sample));
                }
            }
            at = end + 1;
        }
        while (at < to && line[at] == '\t') {
            at++;
        }
        if (at < to) {
            throw new FieldFault("", "", "The line has more columns than the header, which has " + (9 + samples) + ".");
        }
    }

    private void call(byte[] line, int from, int to, int alternates) {
        CallField[] current = fields.current();
        rules.beginCall();
        int field = 0;
        int at = from;
        for (; at <= to && field < current.length; field++) {
            int end = end(':', line, at, to);
            if (current[field] != null) {
                if (end == at && current[field].isKept()) {
                    throw current[field].fault(
                            line, from, to, "A value is empty; a missing value is written as a dot.");
                }
                current[field].read(line, at, end, alternates);
            }
            at = end + 1;
        }
        boolean onlyDot = current.length == 0 && to - from == 1 && line[from] == '.';
        if (at <= to && !onlyDot) {
            throw new FieldFault("FORMAT", line, from, to, "The sample has more values than FORMAT has keys.");
        }
        for (; field < current.length; field++) {
            if (current[field] != null) {
                current[field].missing();
            }
        }
        for (CallField absent : fields.absent()) {
            absent.missing();
        }
    }

    private static int end(char separator, byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == separator) {
                return i;
            }
        }
        return to;
    }
}
