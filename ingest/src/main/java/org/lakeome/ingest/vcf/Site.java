package org.lakeome.ingest.vcf;

import java.util.List;
import java.util.Map;

/**
 * What a record says about its site, the same for each of its samples. Null where the file has {@code .}.
 *
 * @param start 0-based, inclusive
 * @param end 0-based, exclusive: INFO END, else start + length of REF
 * @param splitFromMultiallelic one of several made of a record with several ALT alleles
 * @param attributes INFO in file order; a flag has the empty string
 */
public record Site(
        String contig,
        long start,
        long end,
        List<String> names,
        String reference,
        List<String> alternates,
        Double quality,
        List<String> filters,
        boolean splitFromMultiallelic,
        Map<String, String> attributes) {}
