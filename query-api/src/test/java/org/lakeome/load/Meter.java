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

    private static final int MOST_FAULTS = 100;

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
        long start = System.nanoTime();
        underWay.put(Thread.currentThread(), new Asked(operation, start));
        try {
            return Optional.of(request.get());
        } catch (AwsServiceException e) {
            String error = e.awsErrorDetails().errorCode();
            refused(operation, e.statusCode(), error, rightErrors.contains(error), e.getMessage());
            return Optional.empty();
        } catch (Refused e) {
            String error = Integer.toString(e.status());
            refused(operation, e.status(), error, rightErrors.contains(error), e.getMessage());
            return Optional.empty();
        } finally {
            underWay.remove(Thread.currentThread());
            long took = System.nanoTime() - start;
            times.computeIfAbsent(operation, _ -> new Times()).add(took / 1000);
            if (took > longest.toNanos()) {
                fault("%s took %d s".formatted(operation, took / 1_000_000_000L));
            }
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

    private void refused(String operation, int status, String error, boolean right, String message) {
        refusals.computeIfAbsent(operation + " " + error, _ -> new LongAdder()).increment();
        if (status >= 500 || !right) {
            fault("%s was answered %d %s: %s".formatted(operation, status, error, message));
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
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%-32s %8s %8s %8s %8s%n", "operation", "requests", "p50 ms", "p99 ms", "max ms"));
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
