package org.lakeome.ingest.vcf;

import java.util.Optional;

/** The types a VCF header may give a field (VCF 4.4, section 1.4.2). */
public enum FieldType {
    INTEGER("Integer"),
    FLOAT("Float"),
    FLAG("Flag"),
    CHARACTER("Character"),
    STRING("String");

    private final String text;

    FieldType(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static Optional<FieldType> parse(String text) {
        for (FieldType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    boolean isNumber() {
        return this == INTEGER || this == FLOAT;
    }
}
