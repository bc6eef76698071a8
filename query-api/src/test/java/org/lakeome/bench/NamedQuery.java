package org.lakeome.bench;

import java.util.List;

/**
 * One question in the words of Trino and of DuckDB. Tables are named {@code <calls>}, {@code <blocks>} and {@code <known>} in
 * both.
 */
record NamedQuery(String name, String trino, String duck) {
    private static final String TI_TV = """
            WITH dataset AS (
                SELECT referenceallele, alternatealleles,
                    if(<size>(calls) = 2 AND calls[1] = calls[2], 2, 1) AS allelecount, sampleid
                FROM <calls> WHERE filters[1] = 'PASS')
            SELECT sampleid,
                CAST(sum(CASE
                    WHEN referenceallele IN ('C','T') AND alternateallele IN ('C','T') THEN allelecount
                    WHEN referenceallele IN ('A','G') AND alternateallele IN ('A','G') THEN allelecount ELSE 0 END) AS double)
                / sum(CASE
                    WHEN referenceallele IN ('C','T') AND alternateallele IN ('A','G') THEN allelecount
                    WHEN referenceallele IN ('A','G') AND alternateallele IN ('C','T') THEN allelecount ELSE 0 END) AS titv_ratio
            FROM dataset CROSS JOIN UNNEST(alternatealleles) AS t(alternateallele)
            WHERE length(referenceallele) = 1 AND length(alternateallele) = 1
            GROUP BY sampleid""";
    private static final String CLINVAR = """
            SELECT variants.sampleid, variants.contigname, variants.start, variants."end", variants.referenceallele,
                variants.alternatealleles, variants.attributes AS variant_attributes,
                clinvar.attributes AS clinvar_attributes
            FROM <calls> AS variants INNER JOIN <known> AS clinvar ON
                variants.contigname = CONCAT('chr', clinvar.contigname)
                AND variants.start = clinvar.start
                AND variants."end" = clinvar."end"
                AND variants.referenceallele = clinvar.referenceallele
                AND variants.alternatealleles = clinvar.alternatealleles
            WHERE clinvar.attributes['CLNSIG'] = 'Likely_pathogenic'""";
    private static final String FREQUENCIES = """
            SELECT start, referenceallele, allele,
                sum(<size>(<filter>(calls, c -> c = n))) AS ac, sum(<size>(<filter>(calls, c -> c >= 0))) AS an
            FROM (<alleles>)
            GROUP BY start, referenceallele, allele""";

    /**
     * The eight questions.
     *
     * @param sample a sample of the cohort whose rows are asked for
     * @param annotated the sample that has VEP entries
     * @param site one of the cohort's sites
     * @param position on the site's contig, asked of the gVCFs
     */
    static List<NamedQuery> all(String sample, String annotated, Site site, long position) {
        String gene = "contigname = '%s' AND start BETWEEN %d AND %d"
                .formatted(site.contig(), site.start() - 20_000, site.start() + 20_000);
        String region = "contigname = '%s' AND start BETWEEN %d AND %d"
                .formatted(site.contig(), site.start() - 50_000, site.start() + 50_000);
        return List.of(
                same("count", "SELECT count(*) FROM <calls>"),
                same(
                        "one sample's region rows",
                        "SELECT contigname, start, \"end\", referenceallele, alternatealleles, calls, depth, alleledepths"
                                + " FROM <calls> WHERE sampleid = '" + sample + "' AND " + region),
                same(
                        "one variant, all samples",
                        "SELECT sampleid, calls, depth, conditionalquality FROM <calls> WHERE contigname = '%s' AND start = %d AND referenceallele = '%s' AND alternatealleles = ARRAY['%s']"
                                .formatted(site.contig(), site.start(), site.reference(), site.alternate())),
                new NamedQuery(
                        "Ti/Tv per sample", TI_TV.replace("<size>", "cardinality"), TI_TV.replace("<size>", "len")),
                same("ClinVar join", CLINVAR),
                new NamedQuery(
                        "allele frequencies of a gene",
                        FREQUENCIES
                                .replace("<size>", "cardinality")
                                .replace("<filter>", "filter")
                                .replace(
                                        "<alleles>",
                                        "SELECT start, referenceallele, calls, allele, n FROM <calls> CROSS JOIN UNNEST(alternatealleles) WITH ORDINALITY AS t(allele, n) WHERE "
                                                + gene),
                        FREQUENCIES
                                .replace("<size>", "len")
                                .replace("<filter>", "list_filter")
                                .replace(
                                        "<alleles>",
                                        "SELECT start, referenceallele, calls, unnest(alternatealleles) AS allele, unnest(range(1, len(alternatealleles) + 1)) AS n FROM <calls> WHERE "
                                                + gene)),
                new NamedQuery(
                        "VEP high-impact rows of a sample",
                        "SELECT contigname, start, referenceallele, alternatealleles, calls FROM <calls> WHERE sampleid = '"
                                + annotated + "' AND any_match(annotations.vep, entry -> entry.impact = 'HIGH')",
                        "SELECT contigname, start, referenceallele, alternatealleles, calls FROM <calls>_by_name WHERE sampleid = '"
                                + annotated
                                + "' AND len(list_filter(annotations.vep, entry -> entry.impact = 'HIGH')) > 0"),
                same(
                        "gVCF: what is known at a position",
                        "SELECT sampleid, start, \"end\", referenceallele, alternatealleles, calls, depth, conditionalquality FROM <blocks> WHERE contigname = '%s' AND start <= %d AND \"end\" > %d"
                                .formatted(site.contig(), position, position)));
    }

    /** A biallelic site of the cohort, 0-based. */
    record Site(String contig, long start, String reference, String alternate) {}

    private static NamedQuery same(String name, String sql) {
        return new NamedQuery(name, sql, sql);
    }
}
