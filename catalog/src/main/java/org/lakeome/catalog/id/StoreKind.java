package org.lakeome.catalog.id;

/** The two kinds of store. A name is taken once in an account, whatever the kind: the tables of both share one SQL schema. */
public enum StoreKind {
    VARIANT("variant", "variantStore/"),
    ANNOTATION("annotation", "annotationStore/");

    private final String word;
    private final String arnPrefix;

    StoreKind(String word, String arnPrefix) {
        this.word = word;
        this.arnPrefix = arnPrefix;
    }

    /** As messages call such a store. */
    public String store() {
        return word + " store";
    }

    /** As messages call an import into such a store. */
    public String importJob() {
        return word + " import job";
    }

    /** What stands before the name in an ARN. */
    public String arnPrefix() {
        return arnPrefix;
    }
}
