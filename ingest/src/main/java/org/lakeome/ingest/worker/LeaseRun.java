package org.lakeome.ingest.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.lakeome.ingest.write.ImportStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one leased job while a second thread keeps the lease alive with progress. A cancelled job or a lost lease stops the job
 * before its commit; a job's exception ends the job and not the worker.
 */
final class LeaseRun {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRun.class);
    private static final long BEAT_MILLIS = 2_000;
    /** Of names and messages; a job may have a thousand items. */
    private static final int BEAT_CHARACTERS = 100_000;

    private static final int FINISH_TRIES = 6;

    private final WorkServer server;
    private final Lease lease;
    private final WorkerJob job;
    private final long beatMillis;
    private final BooleanSupplier ending;
    private final AtomicReference<WorkServer.Answer> verdict = new AtomicReference<>(WorkServer.Answer.CONTINUE);
    private volatile long lastAnswer = System.nanoTime();
    private String lastMessage = "";
    /** What the server knows of items; for the heart's thread. */
    private final Map<String, Progress.Item> told = new HashMap<>();

    LeaseRun(WorkServer server, Lease lease, WorkerJob job) {
        this(server, lease, job, BEAT_MILLIS);
    }

    LeaseRun(WorkServer server, Lease lease, WorkerJob job, long beatMillis) {
        this(server, lease, job, beatMillis, ProcessEnd::hasBegun);
    }

    LeaseRun(WorkServer server, Lease lease, WorkerJob job, long beatMillis, BooleanSupplier ending) {
        this.ending = ending;
        this.beatMillis = beatMillis;
        this.server = server;
        this.lease = lease;
        this.job = job;
    }

    void run() throws InterruptedException {
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        heart.scheduleWithFixedDelay(this::beat, 0, beatMillis, TimeUnit.MILLISECONDS);
        try {
            tell(outcome(heart));
        } finally {
            heart.shutdownNow();
        }
    }

    private Finish outcome(ScheduledExecutorService heart) throws InterruptedException {
        try {
            return job.run();
        } catch (ImportStopped stopped) {
            return Finish.cancelled(lease.attempt());
        } catch (OutOfMemoryError e) {
            // Nothing in this JVM can be trusted now; the server starts another and gives the work out again.
            Runtime.getRuntime().halt(IngestWorker.OUT_OF_MEMORY);
            throw e;
        } catch (Throwable e) {
            // An Error too: the worker goes on, and the job has to end.
            if (isCancelled(heart)) {
                LOG.info("Work {} was cancelled before it failed", lease.workId(), e);
                return Finish.cancelled(lease.attempt());
            }
            LOG.error("Work {} failed", lease.workId(), e);
            return Finish.failed(lease.attempt(), "The work failed: " + cause(e));
        }
    }

    /** A cancel takes the right to commit at once, and is told only with a heartbeat. */
    private boolean isCancelled(ScheduledExecutorService heart) throws InterruptedException {
        heart.submit(this::beat);
        heart.shutdown();
        heart.awaitTermination(lease.leaseSeconds(), TimeUnit.SECONDS);
        return verdict.get() == WorkServer.Answer.CANCEL;
    }

    private static String cause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }

    private void beat() {
        try {
            Progress progress = job.progress();
            if (!progress.message().equals(lastMessage)) {
                lastMessage = progress.message();
                LOG.info("{} {}: {}", lease.kind(), lease.workId(), lastMessage);
            }
            List<Progress.Item> news = news(progress.items());
            obey(server.progress(lease.workId(), progress.with(news)));
            lastAnswer = System.nanoTime();
            news.forEach(item -> told.put(item.source(), item));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("No progress could be told: {}", e.toString());
            if (System.nanoTime() - lastAnswer > TimeUnit.SECONDS.toNanos(lease.leaseSeconds())) {
                obey(WorkServer.Answer.LEASE_LOST);
            }
        }
    }

    /** The items that the server does not know yet as they are, as many as a heartbeat should carry; the others with the next. */
    private List<Progress.Item> news(List<Progress.Item> items) {
        List<Progress.Item> news = new ArrayList<>();
        int size = 0;
        for (Progress.Item item : items) {
            if (size < BEAT_CHARACTERS && !item.equals(told.get(item.source()))) {
                news.add(item);
                size += item.source().length() + item.message().length();
            }
        }
        return news;
    }

    private void obey(WorkServer.Answer answer) {
        if (answer != WorkServer.Answer.CONTINUE && verdict.compareAndSet(WorkServer.Answer.CONTINUE, answer)) {
            LOG.warn("Work {} is stopped: {}", lease.workId(), answer);
            job.stop();
        }
    }

    private void tell(Finish finish) throws InterruptedException {
        if (verdict.get() == WorkServer.Answer.LEASE_LOST) {
            return;
        }
        if (ending.getAsBoolean() && finish.status().equals("FAILED")) {
            LOG.info("Work {} was left when the process was told to stop", lease.workId());
            return;
        }
        for (int tries = 1; tries <= FINISH_TRIES; tries++) {
            try {
                boolean taken = server.finish(lease.workId(), finish);
                LOG.info(
                        "Work {} ends {}: {}{}",
                        lease.workId(),
                        finish.status(),
                        finish.message(),
                        taken ? "" : " (lease lost)");
                return;
            } catch (IOException e) {
                LOG.warn("The end of work {} could not be told: {}", lease.workId(), e.toString());
                Thread.sleep(500L << tries);
            }
        }
    }
}
