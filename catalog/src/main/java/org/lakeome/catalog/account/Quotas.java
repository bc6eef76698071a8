package org.lakeome.catalog.account;

import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;

/**
 * How much one account may have; the defaults are those of HealthOmics, except for the imports that may wait, where the
 * service names no figure.
 *
 * @param concurrentImports of both kinds together that are done at a time; the others wait
 */
public record Quotas(
        int variantStores,
        int annotationStores,
        int versionsPerStore,
        int concurrentImports,
        int waitingImports,
        int filesPerImport,
        int sharesPerVariantStore,
        int sharesPerAnnotationStore) {

    public static final Quotas DEFAULT = new Quotas(10, 10, 10, 5, 1000, 1000, 10, 10);

    public int stores(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> variantStores;
            case ANNOTATION -> annotationStores;
        };
    }

    public int shares(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> sharesPerVariantStore;
            case ANNOTATION -> sharesPerAnnotationStore;
        };
    }

    /** Refuses one more of what the quota counts, telling the quota and how many there are. */
    public static void requireRoom(String quota, int most, long present, String remedy) {
        if (present >= most) {
            throw new ApiError.QuotaExceeded("The quota '" + quota + "' is " + most + ", and there are " + present
                    + "; " + remedy + ", or have the operator raise the quota");
        }
    }
}
