package org.lakeome.catalog.event;

import org.lakeome.catalog.id.StoreKind;

/** What kind of thing changed its state: the {@code detail-type} of EventBridge. */
public enum EventType {
    VARIANT_STORE("Variant Store Status Change"),
    ANNOTATION_STORE("Annotation Store Status Change"),
    /** Ours: HealthOmics has no events of versions. */
    ANNOTATION_STORE_VERSION("Annotation Store Version Status Change"),
    VARIANT_IMPORT_JOB("Variant Import Job Status Change"),
    ANNOTATION_IMPORT_JOB("Annotation Import Job Status Change"),
    VARIANT_STORE_SHARE("Variant Store Share Status Change"),
    ANNOTATION_STORE_SHARE("Annotation Store Share Status Change"),
    REFERENCE_STORE("Reference Store Status Change"),
    REFERENCE("Reference Status Change"),
    REFERENCE_IMPORT_JOB("Reference Import Job Status Change");

    private final String detailType;

    EventType(String detailType) {
        this.detailType = detailType;
    }

    public String detailType() {
        return detailType;
    }

    public static EventType ofStore(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> VARIANT_STORE;
            case ANNOTATION -> ANNOTATION_STORE;
        };
    }

    public static EventType ofImportJob(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> VARIANT_IMPORT_JOB;
            case ANNOTATION -> ANNOTATION_IMPORT_JOB;
        };
    }
}
