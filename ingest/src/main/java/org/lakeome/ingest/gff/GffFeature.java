package org.lakeome.ingest.gff;

import java.util.List;
import java.util.Map;

/**
 * A feature line of GFF3, its texts percent-decoded. Null where the file has {@code .} or lacks the tag.
 *
 * @param start 0-based, inclusive: GFF's start - 1
 * @param end exclusive: GFF's end
 * @param alias several joined with {@code ,}
 * @param information every tag that GFF3 does not define, key in lower case, several values joined with {@code ,}; null when
 *     there is none
 */
public record GffFeature(
        String seqid,
        String source,
        String type,
        Long start,
        Long end,
        Double score,
        String strand,
        Integer phase,
        String id,
        String name,
        String alias,
        List<String> parent,
        String target,
        String gap,
        String derivesFrom,
        List<String> note,
        List<String> dbxref,
        List<String> ontologyTerm,
        Boolean circular,
        Map<String, String> information) {}
