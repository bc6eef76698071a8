package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Knows which content other jobs have brought to the store. */
@FunctionalInterface
public interface KnownContent {
    KnownContent NONE = contents -> Map.of();

    /** For each of the contents that was brought before, in words by what: {@code job ID of DATE, from SOURCE}. */
    Map<String, String> of(Collection<String> contents) throws IOException;
}
