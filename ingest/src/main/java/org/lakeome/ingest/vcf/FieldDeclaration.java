package org.lakeome.ingest.vcf;

import java.io.Serializable;

/** An INFO or FORMAT line of the header; the number is kept as written ({@code 1}, {@code A}, {@code .}). */
public record FieldDeclaration(String id, String number, FieldType type, String description) implements Serializable {
    boolean isSingle() {
        return number.equals("1");
    }
}
