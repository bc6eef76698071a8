package org.lakeome.catalog.account;

/** How much one account may have; the defaults are those of HealthOmics. */
public record Quotas(int variantStores, int concurrentImports, int filesPerImport, int sharesPerStore) {

    public static final Quotas DEFAULT = new Quotas(10, 5, 1000, 10);
}
