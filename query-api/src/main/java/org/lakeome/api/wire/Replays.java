package org.lakeome.api.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Lets a changing request that comes twice under one signature, a client's retry or a replay, happen once: the second gets the first one's answer. A
 * refused request leaves nothing behind and may be tried again. Answers are kept in memory for as long as a signature can be good. Thread-safe.
 */
final class Replays {

    /** A signature may be dated a quarter of an hour ahead and is good for a quarter after that. */
    private static final Duration KEPT = Duration.ofMinutes(31);

    private record Entry(String signature, Instant made) {}

    private final Map<String, CompletableFuture<byte[]>> answers = new ConcurrentHashMap<>();
    private final Queue<Entry> oldestFirst = new ConcurrentLinkedQueue<>();
    private final InstantSource clock;

    Replays(InstantSource clock) {
        this.clock = clock;
    }

    byte[] once(String signature, Supplier<byte[]> work) {
        forgetOld();
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> first = answers.putIfAbsent(signature, mine);
        if (first == null) {
            return perform(signature, mine, work);
        }
        try {
            return first.join();
        } catch (CompletionException refused) {
            return once(signature, work);
        }
    }

    int size() {
        return answers.size();
    }

    private byte[] perform(String signature, CompletableFuture<byte[]> mine, Supplier<byte[]> work) {
        try {
            byte[] answer = work.get();
            oldestFirst.add(new Entry(signature, clock.instant()));
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            answers.remove(signature, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void forgetOld() {
        Instant limit = clock.instant().minus(KEPT);
        for (Entry oldest = oldestFirst.peek();
                oldest != null && oldest.made().isBefore(limit) && oldestFirst.remove(oldest);
                oldest = oldestFirst.peek()) {
            answers.remove(oldest.signature());
        }
    }
}
