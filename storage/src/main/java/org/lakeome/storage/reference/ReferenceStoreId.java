package org.lakeome.storage.reference;

/** Identifier of a reference store: decimal digits. */
public record ReferenceStoreId(String value) {
    public ReferenceStoreId {
        Digits.require(value, "reference store");
    }

    static ReferenceStoreId random() {
        return new ReferenceStoreId(Digits.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
