package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/** Reads FORMAT and the samples of a band into the call columns. For one thread. */
final class CallTokenizer {
    private static final byte TAB = '\t';

    private final int samples;
    private final List<String> sampleNames;
    private final SampleBand band;
    private final CallFields fields;
    private final CallRules rules;

    CallTokenizer(
            VcfHeader header,
            SampleBand band,
            IngestLimits limits,
            Calls calls,
            FormatRules formatRules,
            RemarkCount remarks) {
        this.rules = new CallRules(remarks);
        this.sampleNames = header.samples();
        this.samples = sampleNames.size();
        this.band = band;
        this.fields = new CallFields(header, readers(header, limits, calls, rules), formatRules);
    }

    private static List<CallField> readers(VcfHeader header, IngestLimits limits, Calls calls, CallRules rules) {
        FormatColumns columns = calls.columns();
        Iterator<Ints> others = calls.others.iterator();
        List<CallField> readers = new ArrayList<>();
        for (FieldDeclaration field : header.formats()) {
            CallField text =
                    columns.others().contains(field) ? new CallField.Text(field, calls, others.next(), rules) : null;
            CallField column = columns.fills(field.id()) ? column(field, limits, calls, rules) : null;
            if (column != null && header.undeclaredFormats().contains(field.id())) {
                column = new UndeclaredField(column, rules);
            }
            readers.add(text == null ? column : column == null ? text : new SingleOrList(field, column, text));
        }
        return readers;
    }

    private static CallField column(FieldDeclaration field, IngestLimits limits, Calls calls, CallRules rules) {
        return switch (field.id()) {
            case "GT" -> new GenotypeField(field, calls, limits.ploidy(), rules);
            case "AD" -> new CallField.Integers(field, calls.alleleDepths, rules);
            case "PL" -> new CallField.Integers(field, calls.phredLikelihoods, rules);
            case "SPL" -> new CallField.Integers(field, calls.spl, rules);
            case "GL" -> new CallField.Doubles(field, calls.likelihoods, rules);
            case "DP" -> new CallField.SingleInteger(field, calls.depths, rules);
            case "GQ" -> new CallField.SingleInteger(field, calls.qualities, rules);
            case "PS" -> new CallField.SingleInteger(field, calls.phaseSets, rules);
            default -> throw new IllegalStateException(field.id());
        };
    }

    /** On the FORMAT column of the line read last. */
    FormatRules.Verdict verdict() {
        return fields.verdict();
    }

    Set<String> undeclared() {
        return fields.undeclared();
    }

    /** The rest of a line behind INFO. */
    void read(byte[] line, int from, int to, int alternates) {
        int formatEnd = ByteScan.find(line, from, to, TAB);
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
            if (sample >= band.from() && sample < band.to()) {
                try {
                    at = call(line, at, to, alternates) + 1;
                } catch (FieldFault fault) {
                    throw fault.inSample(sampleNames.get(sample));
                }
            } else {
                at = ByteScan.find(line, at, to, TAB) + 1;
            }
        }
        while (at < to && line[at] == TAB) {
            at++;
        }
        if (at < to) {
            throw new FieldFault("", "", "The line has more columns than the header, which has " + (9 + samples) + ".");
        }
    }

    /** Reads a sample's column, and gives where it ends. */
    private int call(byte[] line, int from, int to, int alternates) {
        CallField[] current = fields.current();
        rules.beginCall();
        int at = from - 1;
        int field = 0;
        // Stands at the colon or the tab before each value.
        for (; field < current.length && (field == 0 || at < to && line[at] == ':'); field++) {
            at = value(current[field], line, from, at + 1, to, alternates);
        }
        if (field == current.length && (field == 0 || at < to && line[at] == ':')) {
            at = lastOfNone(line, from, to, field);
        }
        for (; field < current.length; field++) {
            if (current[field] != null) {
                current[field].missing();
            }
        }
        for (CallField absent : fields.absent()) {
            absent.missing();
        }
        return at;
    }

    private static int value(CallField field, byte[] line, int column, int from, int to, int alternates) {
        if (field == null) {
            return CallField.end(line, from, to);
        }
        if (CallField.isEnd(line, from, to)) {
            int end = ByteScan.find(line, column, to, TAB);
            throw field.fault(line, column, end, "A value is empty; a missing value is written as a dot.");
        }
        return field.read(line, from, to, alternates);
    }

    /** A sample without a value says so by a dot where FORMAT has no key; any other text is a value too many. */
    private static int lastOfNone(byte[] line, int from, int to, int keys) {
        int end = ByteScan.find(line, from, to, TAB);
        if (keys > 0 || end - from != 1 || line[from] != '.') {
            throw new FieldFault("FORMAT", line, from, end, "The sample has more values than FORMAT has keys.");
        }
        return end;
    }
}
