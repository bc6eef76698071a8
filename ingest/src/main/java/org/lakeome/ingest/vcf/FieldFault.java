package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;

/** What is wrong with a field of a data line; the reader adds file and line. */
final class FieldFault extends RuntimeException {
    private final String field;
    private final String value;

    FieldFault(String field, String value, String reason) {
        super(reason);
        this.field = field;
        this.value = value;
    }

    FieldFault(String field, byte[] text, int from, int to, String reason) {
        this(field, new String(text, from, Math.min(to - from, 200), StandardCharsets.UTF_8), reason);
    }

    String field() {
        return field;
    }

    String value() {
        return value;
    }
}
