package org.lakeome.storage.reference;

/** Identifier of a reference import job: decimal digits. */
public record ReferenceImportId(String value) {
    public ReferenceImportId {
        Digits.require(value, "reference import job");
    }

    static ReferenceImportId random() {
        return new ReferenceImportId(Digits.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
