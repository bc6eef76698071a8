package org.lakeome.ingest.source;

import java.nio.charset.StandardCharsets;

/** What is wrong with a field of a data line; the reader of the file adds its name and the line. */
public final class FieldFault extends RuntimeException {
    private static final int MOST_VALUE_BYTES = 200;

    private final String sample;
    private final String field;
    private final String value;

    public FieldFault(String field, String value, String reason) {
        this("", field, value, reason);
    }

    public FieldFault(String field, byte[] text, int from, int to, String reason) {
        this(field, new String(text, from, Math.min(to - from, MOST_VALUE_BYTES), StandardCharsets.UTF_8), reason);
    }

    private FieldFault(String sample, String field, String value, String reason) {
        // A file may have a million of them, and where in our code one was found says nothing to anybody.
        super(reason, null, false, false);
        this.sample = sample;
        this.field = field;
        this.value = value;
    }

    /** The same fault, in the column of a sample. */
    public FieldFault inSample(String name) {
        return new FieldFault(name, field, value, getMessage());
    }

    /** Whose value is at fault; empty where it is no sample's. */
    public String sample() {
        return sample;
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }
}
