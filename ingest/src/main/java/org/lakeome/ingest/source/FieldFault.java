package org.lakeome.ingest.source;

import java.nio.charset.StandardCharsets;

/** What is wrong with a field of a data line; the reader of the file adds its name and the line. */
public final class FieldFault extends RuntimeException {
    private final String field;
    private final String value;

    public FieldFault(String field, String value, String reason) {
        super(reason);
        this.field = field;
        this.value = value;
    }

    public FieldFault(String field, byte[] text, int from, int to, String reason) {
        this(field, new String(text, from, Math.min(to - from, 200), StandardCharsets.UTF_8), reason);
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }
}
