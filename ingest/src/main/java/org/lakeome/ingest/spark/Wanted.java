package org.lakeome.ingest.spark;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;

/**
 * What a query's conditions say of samples and region; only ever too wide, for Spark checks each row again.
 *
 * @param contig null for any
 * @param from first start that is wanted, 0-based
 * @param to exclusive
 * @param samples null for all
 */
record Wanted(String contig, long from, long to, Set<String> samples) implements Serializable {
    static final Wanted ALL = new Wanted(null, 0, Long.MAX_VALUE, null);

    /** The columns that the source keeps contig, start and sample in; null where it has none. */
    record Columns(String contig, String start, String sample) {}

    static Wanted of(Filter[] filters, Columns columns) {
        Wanted wanted = ALL;
        for (Filter filter : filters) {
            wanted = wanted.and(filter, columns);
        }
        return wanted;
    }

    private Wanted and(Filter filter, Columns columns) {
        if (filter instanceof EqualTo equal) {
            if (equal.attribute().equals(columns.contig())) {
                return new Wanted(equal.value().toString(), from, to, samples);
            }
            if (equal.attribute().equals(columns.sample())) {
                return withSamples(Set.of(equal.value().toString()));
            }
            if (equal.attribute().equals(columns.start())) {
                long start = number(equal.value());
                return new Wanted(contig, Math.max(from, start), Math.min(to, start + 1), samples);
            }
        } else if (filter instanceof In in && in.attribute().equals(columns.sample())) {
            return withSamples(Stream.of(in.values()).map(String::valueOf).collect(Collectors.toSet()));
        } else if (filter instanceof GreaterThan more && more.attribute().equals(columns.start())) {
            return new Wanted(contig, Math.max(from, number(more.value()) + 1), to, samples);
        } else if (filter instanceof GreaterThanOrEqual more && more.attribute().equals(columns.start())) {
            return new Wanted(contig, Math.max(from, number(more.value())), to, samples);
        } else if (filter instanceof LessThan less && less.attribute().equals(columns.start())) {
            return new Wanted(contig, from, Math.min(to, number(less.value())), samples);
        } else if (filter instanceof LessThanOrEqual less && less.attribute().equals(columns.start())) {
            return new Wanted(contig, from, Math.min(to, number(less.value()) + 1), samples);
        }
        return this;
    }

    private Wanted withSamples(Set<String> more) {
        Set<String> both = new HashSet<>(more);
        if (samples != null) {
            both.retainAll(samples);
        }
        return new Wanted(contig, from, to, both);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
