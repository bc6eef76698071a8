package org.lakeome.load;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.omics.OmicsClient;

/**
 * One account, as its clients know it together: what it must have, and what has been offered to it. Thread-safe.
 *
 * @param reference the ARN that its variant stores stand on
 * @param source a VCF file in its bucket, of {@link #ROWS} calls and as many records
 */
record Party(
        String alias,
        String account,
        OmicsClient omics,
        OwnRoutes routes,
        String reference,
        String source,
        Lives variantStores,
        Lives annotationStores,
        Lives variantJobs,
        Lives annotationJobs,
        Lives shares,
        Map<String, Mark> descriptions,
        Map<String, AtomicInteger> offersOf,
        Map<String, Set<String>> sharesOf,
        Map<String, LongAdder> rowsOf,
        List<Contended> contended,
        Queue<Offer> inbox,
        Queue<Offer> accepted,
        AtomicInteger racing) {

    static final int ROWS = 3;

    /** A store of each kind that all the account's clients use together. */
    static final String VARIANTS = "common";

    static final String ANNOTATIONS = "common_notes";

    /** A share that was offered to a party. */
    record Offer(String id, Party owner, String store) {}

    Party(String alias, String account, OmicsClient omics, OwnRoutes routes, String reference, String source) {
        this(
                alias,
                account,
                omics,
                routes,
                reference,
                source,
                new Lives(),
                new Lives(),
                new Lives(),
                new Lives(),
                new Lives(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new CopyOnWriteArrayList<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new AtomicInteger());
    }

    String role() {
        return "arn:aws:iam::" + account + ":role/import";
    }

    /** The shares that were made of the store. */
    Set<String> sharesOf(String store) {
        return sharesOf.computeIfAbsent(store, _ -> ConcurrentHashMap.newKeySet());
    }

    /** The rows that completed imports have brought into the table. */
    LongAdder rowsOf(String table) {
        return rowsOf.computeIfAbsent(table, _ -> new LongAdder());
    }

    /** How often the store was offered to the other party so far. */
    AtomicInteger offers(String store, Party subscriber) {
        return offersOf.computeIfAbsent(store + " " + subscriber.account, _ -> new AtomicInteger());
    }
}
