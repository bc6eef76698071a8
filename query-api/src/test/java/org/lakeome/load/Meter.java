package org.lakeome.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Times every request and notes what should not have been answered. Thread-safe. */
final class Meter {

    /** A request under way. */
    record Asked(String operation, long since) {}

    private static final int MOST_FAULTS = 1000;
    private static final String BUSY = "ThrottlingException";
    private static final int TRIES = 20;

    private final Duration longest;
    private final Map<String, Times> times = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();
    private final Map<Thread, Asked> underWay = new ConcurrentHashMap<>();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    /** @param longest that a request may take */
    Meter(Duration longest) {
        this.longest = longest;
    }

    /** Asks; empty if the server refused with one of the errors that are right here, and noted as a fault if with another. */
    <T> Optional<T> ask(String operation, Set<String> rightErrors, Supplier<T> request) {
        // A busy server may say so, as AWS does; clients then wait and ask again.
        for (int attempt = 1; attempt < TRIES; attempt++) {
            Answer<T> answer = time(operation, request);
            if (answer.error().isEmpty()) {
                return answer.value();
            }
            refusals.computeIfAbsent(operation + " " + answer.error(), _ -> new LongAdder())
                    .increment();
            if (!answer.error().equals(BUSY) && !answer.error().equals("429")) {
                check(
                        answer.status() < 500 && rightErrors.contains(answer.error()),
                        "%s was answered %d %s: %s",
                        operation,
                        answer.status(),
                        answer.error(),
                        answer.message());
                return Optional.empty();
            }
            pause(attempt);
        }
        fault(operation + " was throttled " + TRIES + " times");
        return Optional.empty();
    }

    /** @param error empty if there is a value */
    private record Answer<T>(Optional<T> value, int status, String error, String message) {}

    private <T> Answer<T> time(String operation, Supplier<T> request) {
        long start = System.nanoTime();
        underWay.put(Thread.currentThread(), new Asked(operation, start));
        try {
            return new Answer<>(Optional.of(request.get()), 200, "", "");
        } catch (AwsServiceException e) {
            return new Answer<>(
                    Optional.empty(), e.statusCode(), e.awsErrorDetails().errorCode(), e.getMessage());
        } catch (Refused e) {
            return new Answer<>(Optional.empty(), e.status(), Integer.toString(e.status()), e.getMessage());
        } finally {
            underWay.remove(Thread.currentThread());
            long took = System.nanoTime() - start;
            times.computeIfAbsent(operation, _ -> new Times()).add(took / 1000);
            check(took <= longest.toNanos(), "%s took %d s", operation, took / 1_000_000_000L);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(Math.min(5000, 100L << attempt));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer of one of our own routes with an error status. */
    static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String body) {
            super(status + " " + body);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    void check(boolean holds, String otherwise, Object... details) {
        if (!holds) {
            fault(otherwise.formatted(details));
        }
    }

    void fault(String text) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(text);
            System.out.println("FAULT " + text);
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** A request that takes thrice as long as any may, and maybe never ends. */
    Optional<Asked> hanging() {
        long since = System.nanoTime() - 3 * longest.toNanos();
        return underWay.values().stream().filter(asked -> asked.since() < since).findFirst();
    }

    long requests() {
        return times.values().stream().mapToLong(Times::count).sum();
    }

    /** A line for each operation, and one for each kind of error. */
    String report() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%-32s %8s %8s %8s %8s%n", "operation", "requests", "p50 ms", "p99 ms", "max ms"));
        times.forEach((operation, each) -> text.append(each.line(operation)));
        text.append(String.format("refused: %s%n", new TreeMap<>(refusals)));
        return text.toString();
    }

    private static final class Times {
        private int[] micros = new int[64];
        private int count;

        synchronized void add(long took) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, count * 2);
            }
            micros[count++] = (int) took;
        }

        synchronized long count() {
            return count;
        }

        synchronized String line(String operation) {
            int[] sorted = Arrays.copyOf(micros, count);
            Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "%-32s %8d %8.1f %8.1f %8.1f%n",
                    operation,
                    count,
                    sorted[count / 2] / 1e3,
                    sorted[(int) (count * 0.99)] / 1e3,
                    sorted[count - 1] / 1e3);
        }
    }
}
