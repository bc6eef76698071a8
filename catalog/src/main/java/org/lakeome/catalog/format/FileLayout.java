package org.lakeome.catalog.format;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the rows of a variant store lie in its data files; its table keeps the {@link #word} as a property. */
public enum FileLayout {
    /** A file holds rows of one sample and repeats what its sites share with those of other samples. */
    SAMPLES,
    /** A file holds rows of several samples, which share their site columns; the table is not partitioned. */
    SHARED;

    public static final String PROPERTY = "lakeome.layout";

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FileLayout> parse(String word) {
        return Stream.of(values()).filter(layout -> layout.word().equals(word)).findFirst();
    }
}
