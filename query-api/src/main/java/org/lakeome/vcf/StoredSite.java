package org.lakeome.vcf;

import java.util.List;
import java.util.Map;

/**
 * The columns of a store's row that say what stands before FORMAT: 0-based half-open coordinates, null where the file had a dot,
 * the empty string for an INFO flag.
 */
public record StoredSite(
        String contig,
        long start,
        long end,
        List<String> names,
        String reference,
        List<String> alternates,
        Double quality,
        List<String> filters,
        Map<String, String> attributes) {}
