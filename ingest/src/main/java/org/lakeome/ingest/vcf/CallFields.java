package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.FieldFault;

/** Understands a record's FORMAT column: which {@link CallField} reads each of a sample's values. For one thread. */
final class CallFields {
    /** A hostile file may have millions. */
    private static final int MOST_TOLD = 1_000;

    private final List<CallField> declared;
    private final ByteTable names;
    private final Set<String> undeclared = new LinkedHashSet<>();
    private final RecentFormats<Format> formats = new RecentFormats<>(this::understand);

    private final FormatRules rules;
    private Format format;

    /**
     * @param current by position in the sample's column; null for a field that the header does not declare
     * @param absent declared fields that the FORMAT lacks
     */
    private record Format(CallField[] current, CallField[] absent, FormatRules.Verdict verdict) {}

    CallFields(VcfHeader header, List<CallField> declared, FormatRules rules) {
        this.rules = rules;
        this.declared = declared;
        this.names =
                ByteTable.of(header.formats().stream().map(FieldDeclaration::id).toList());
    }

    void read(byte[] line, int from, int to) {
        format = formats.of(line, from, to);
    }

    CallField[] current() {
        return format.current();
    }

    FormatRules.Verdict verdict() {
        return format.verdict();
    }

    CallField[] absent() {
        return format.absent();
    }

    /** Ids met in FORMAT that the header does not declare; their values have no column and are left out. */
    Set<String> undeclared() {
        return undeclared;
    }

    private Format understand(byte[] format) {
        List<CallField> fields = new ArrayList<>();
        boolean none = format.length == 1 && format[0] == '.';
        for (int at = 0; at <= format.length && !none; ) {
            int end = at;
            while (end < format.length && format[end] != ':') {
                end++;
            }
            fields.add(field(format, at, end, fields));
            at = end + 1;
        }
        return new Format(
                fields.toArray(CallField[]::new),
                declared.stream().filter(field -> !fields.contains(field)).toArray(CallField[]::new),
                rules.verdict(format));
    }

    private CallField field(byte[] format, int from, int to, List<CallField> before) {
        if (from == to) {
            throw new FieldFault("FORMAT", format, 0, format.length, "A FORMAT key is empty.");
        }
        int id = names.find(format, from, to);
        if (id < 0) {
            if (!Utf8.isValid(format, from, to)) {
                throw new FieldFault("FORMAT", format, from, to, "The text is not UTF-8 or holds a control character.");
            }
            if (to - from > UndeclaredFormats.LONGEST) {
                throw new FieldFault(
                        "FORMAT", format, from, to, "The key is longer than " + UndeclaredFormats.LONGEST + " bytes.");
            }
            if (undeclared.size() < MOST_TOLD) {
                undeclared.add(new String(format, from, to - from, StandardCharsets.UTF_8));
            }
            return null;
        }
        CallField field = declared.get(id);
        if (before.contains(field)) {
            throw new FieldFault("FORMAT", format, from, to, "The key stands twice in FORMAT.");
        }
        return field;
    }
}
