package org.lakeome.storage.reference;

/** Identifier of a reference: decimal digits. */
public record ReferenceId(String value) {
    public ReferenceId {
        Digits.require(value, "reference");
    }

    static ReferenceId random() {
        return new ReferenceId(Digits.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
