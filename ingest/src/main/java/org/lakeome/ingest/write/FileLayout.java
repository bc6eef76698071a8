package org.lakeome.ingest.write;

import org.apache.iceberg.Table;

/** How the rows of a store lie in its data files; a property of its table says which, from the table's beginning on. */
public enum FileLayout {
    /** A file holds rows of one sample and repeats what its sites share with those of other samples. */
    SAMPLES,
    /** A file holds rows of several samples, which share their site columns; the table is not partitioned. */
    SHARED;

    public static final String PROPERTY = "lakeome.layout";

    public static FileLayout of(Table table) {
        String layout = table.properties().getOrDefault(PROPERTY, "samples");
        return switch (layout) {
            case "samples" -> SAMPLES;
            case "shared" -> SHARED;
            default ->
                throw new IllegalStateException("The table's property " + PROPERTY + " is '" + layout
                        + "', which this version does not know; import with the version that made it");
        };
    }
}
