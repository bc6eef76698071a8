package org.lakeome.ingest.source;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sources of this process that came too slowly, by their opening: of a large one hundreds of tasks would each find that out anew. */
final class GivenUpSources {
    private static final int MOST = 1_000;

    private static final Map<String, String> REASONS = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    private GivenUpSources() {}

    static synchronized void add(String opening, String reason) {
        REASONS.put(opening, reason);
    }

    /** Why it was given up; null if it was not. */
    static synchronized String reason(String opening) {
        return REASONS.get(opening);
    }
}
