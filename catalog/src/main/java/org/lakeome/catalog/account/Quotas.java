package org.lakeome.catalog.account;

import org.lakeome.catalog.id.StoreKind;

/** How much one account may have; the defaults are those of HealthOmics. */
public record Quotas(
        int variantStores,
        int annotationStores,
        int versionsPerStore,
        int concurrentImports,
        int filesPerImport,
        int sharesPerStore) {

    public static final Quotas DEFAULT = new Quotas(10, 10, 10, 5, 1000, 10);

    public int stores(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> variantStores;
            case ANNOTATION -> annotationStores;
        };
    }
}
