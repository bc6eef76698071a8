package org.lakeome.cli;

/** Questions that are asked often of a table of calls; the SQL is AWS's own where AWS published one. */
final class Questions {

    private Questions() {}

    /**
     * Transition/transversion ratio per sample, as published for HealthOmics variant stores. It counts every passing row,
     * reference calls of multi-sample files included.
     */
    static String tiTv(String table) {
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
