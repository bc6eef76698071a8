package org.lakeome.ingest.vcf;

import org.lakeome.ingest.source.FieldFault;

/**
 * Reads a field of the specification's own that no header line declares. Nobody has said that its values are what the specification
 * says, so one that cannot be is missing, with a remark, and no fault of the file.
 */
final class UndeclaredField extends CallField {
    private final CallField field;
    private final CallRules rules;

    UndeclaredField(CallField field, CallRules rules) {
        super(field.declaration);
        this.field = field;
        this.rules = rules;
    }

    @Override
    int read(byte[] line, int from, int to, int alternates) {
        try {
            return field.read(line, from, to, alternates);
        } catch (FieldFault fault) {
            field.forget();
            field.unknown();
            rules.unread(fault);
            return end(line, from, to);
        }
    }

    @Override
    void readBetween(byte[] line, int from, int to, int alternates) {
        read(line, from, to, alternates);
    }

    @Override
    void missing() {
        field.missing();
    }
}
