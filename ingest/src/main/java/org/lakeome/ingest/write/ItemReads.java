package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads all items of a job. Sources are looked for many at a time, since that is waiting; those that turn out small are then read
 * many to a task, the others each alone. {@link #run} once, in one thread.
 */
final class ItemReads implements AutoCloseable {
    private static final int MOST_SECONDS_OF_ENDING = 20;
    private static final int OPENED_AT_ONCE = 16;
    /** More would save little, and let the user wait for news. */
    private static final int MOST_TOGETHER = 32;

    private static final int TASKS_PER_CORE = 4;

    /** What one of the threads has done: an item was opened, or items were read. */
    private record End(OpenedItem opened, List<OpenedItem> items, List<ItemResult> results) {}

    private final ItemImport items;
    private final List<String> sources;
    private final SourceOpener opener;
    private final Consumer<ItemOutcome> read;
    private final int together;
    private final ExecutorService openers;
    private final ExecutorService drivers;
    private final CompletionService<End> opening;
    private final CompletionService<End> reading;
    private final List<OpenedItem> small = new ArrayList<>();
    private final ItemResult[] results;

    /** @param read hears of each item as its outcome is known */
    ItemReads(
            ItemImport items, List<String> sources, SourceOpener opener, Consumer<ItemOutcome> read, int parallelism) {
        this.items = items;
        this.sources = sources;
        this.opener = opener;
        this.read = read;
        int tasks = TASKS_PER_CORE * Math.max(1, parallelism);
        this.together = Math.min(MOST_TOGETHER, (sources.size() + tasks - 1) / tasks);
        this.openers = Executors.newFixedThreadPool(Math.min(OPENED_AT_ONCE, Math.max(1, sources.size())));
        this.drivers = Executors.newFixedThreadPool(Math.max(1, parallelism));
        this.results = new ItemResult[sources.size()];
        var ends = new LinkedBlockingQueue<Future<End>>();
        this.opening = new ExecutorCompletionService<>(openers, ends);
        this.reading = new ExecutorCompletionService<>(drivers, ends);
    }

    /** In the order of the sources; the first exception ends it, whichever item it is of. */
    List<ItemResult> run() {
        for (int item = 0; item < sources.size(); item++) {
            int number = item;
            opening.submit(() -> new End(items.open(number, sources.get(number), opener), List.of(), List.of()));
        }
        int unopened = sources.size();
        int unread = sources.size();
        while (unread > 0) {
            End end = next();
            if (end.opened() == null) {
                unread -= take(end);
                continue;
            }
            unopened--;
            unread -= opened(end.opened());
            if (small.size() >= together || unopened == 0 && !small.isEmpty()) {
                List<OpenedItem> group = List.copyOf(small);
                small.clear();
                reading.submit(() -> new End(null, group, items.runTogether(group)));
            }
        }
        return Arrays.asList(results);
    }

    /** How many items have their result now. */
    private int opened(OpenedItem item) {
        if (item.failure() != null) {
            return take(new End(null, List.of(item), List.of(item.failure())));
        }
        if (item.size() <= SmallItems.MOST_BYTES) {
            small.add(item);
        } else {
            readAlone(item);
        }
        return 0;
    }

    private void readAlone(OpenedItem item) {
        reading.submit(() -> new End(null, List.of(item), List.of(items.run(item))));
    }

    private int take(End end) {
        int taken = 0;
        for (int i = 0; i < end.items().size(); i++) {
            OpenedItem item = end.items().get(i);
            ItemResult result = end.results().get(i);
            if (result == null) {
                readAlone(item);
            } else {
                results[item.number()] = result;
                read.accept(result.outcome());
                taken++;
            }
        }
        return taken;
    }

    private End next() {
        try {
            return reading.take().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportStopped();
        }
    }

    /** Waits for what is being read, which ends with an exception that nobody hears. */
    void end(Runnable cancel) {
        close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_OF_ENDING);
        try {
            do {
                cancel.run();
            } while (!drivers.awaitTermination(50, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        openers.shutdownNow();
        drivers.shutdownNow();
    }
}
