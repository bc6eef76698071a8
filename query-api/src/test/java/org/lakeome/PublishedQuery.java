package org.lakeome;

/** What AWS published for HealthOmics stores and users have in their notebooks, word for word. */
public final class PublishedQuery {

    private PublishedQuery() {}

    /** Tutorial notebook 200-omics_analytics (schema page 6.3), with a table in the place of {@code "default"."<store>"}. */
    public static String tiTv(String table) {
        return """
                WITH dataset AS (
                    SELECT
                        referenceallele,
                        alternatealleles,
                        if (cardinality(calls) = 2 and element_at(calls,1)=element_at(calls, 2),2,1) as allelecount,
                        sampleid
                    FROM <table>
                    WHERE filters[1] = 'PASS'
                )
                SELECT
                    sampleid,
                    CAST (sum(CASE WHEN
                            referenceallele in ('C','T') and alternateallele in ('C','T') THEN allelecount
                            WHEN referenceallele in ('A','G') and alternateallele in ('A','G') THEN allelecount ELSE 0 END) AS double )/ sum(CASE WHEN
                            referenceallele in ('C','T') and alternateallele in ('A','G') THEN allelecount
                            WHEN referenceallele in ('A','G') and alternateallele in ('C','T') THEN allelecount ELSE 0 END) as titv_ratio
                FROM dataset
                CROSS JOIN UNNEST(alternatealleles) as t(alternateallele)
                WHERE
                    length(referenceallele) = 1 and length(alternateallele) = 1
                GROUP BY
                    sampleid""".replace("<table>", table);
    }
}
