package org.lakeome.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one child process alive: when it ends by itself it is started again, first after one second and then after longer
 * and longer pauses, up to a minute. Thread-safe.
 */
public final class KeptProcess implements AutoCloseable {

    /** Starts the process once more, on the same port and with the same files as before. */
    @FunctionalInterface
    public interface Launch {
        Process start() throws IOException;
    }

    /** In the place of an exit code: there was no process. */
    public static final int NOT_STARTED = -1;

    private static final Logger LOG = LoggerFactory.getLogger(KeptProcess.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final long LONG_LIFE = TimeUnit.MINUTES.toNanos(2);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Launch launch;
    private final IntConsumer onDeath;
    private final Thread keeper;
    private volatile boolean closing;
    private volatile Process process;
    private volatile String lastEnd;

    private KeptProcess(String name, Path log, Launch launch, IntConsumer onDeath) {
        this.name = name;
        this.log = log;
        this.launch = launch;
        this.onDeath = onDeath;
        this.keeper = Thread.ofPlatform().name(name + "-keeper").daemon().unstarted(this::keepAlive);
    }

    /**
     * Starts it and returns at once.
     *
     * @param name for people, as "Trino" or "the ingest worker"
     * @param log where the process says why it ended
     * @param onDeath is called with the exit code, or {@link #NOT_STARTED}, each time when it has ended by itself, before it is
     *     started again
     */
    public static KeptProcess start(String name, Path log, Launch launch, IntConsumer onDeath) {
        KeptProcess kept = new KeptProcess(name, log, launch, onDeath);
        kept.keeper.start();
        return kept;
    }

    /** The process while it lives; empty in the pauses too. */
    public Optional<Process> alive() {
        return Optional.ofNullable(process).filter(Process::isAlive);
    }

    /** How the latest of its lives ended; empty as long as none has. */
    public Optional<String> lastEnd() {
        return Optional.ofNullable(lastEnd);
    }

    private void keepAlive() {
        Duration pause = FIRST_PAUSE;
        while (!closing) {
            long started = System.nanoTime();
            try {
                process = launch.start();
                int code = process.waitFor();
                if (closing) {
                    return;
                }
                lastEnd = "ended with exit code " + code;
                LOG.warn("{} {}; {} says why. It is started again.", name, lastEnd, log);
                tell(code);
            } catch (IOException e) {
                lastEnd = "cannot be started: " + e.getMessage();
                LOG.error("{} {}", name, lastEnd);
                tell(NOT_STARTED);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever the launch is at odds with, the keeper must not end with it.
                LOG.error("{}: its start has failed; it is started again", name, e);
            }
            boolean livedLong = System.nanoTime() - started > LONG_LIFE;
            pause = livedLong ? FIRST_PAUSE : pause;
            if (!sleep(pause)) {
                return;
            }
            pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /** Whatever the listener is at odds with, the keeper must not end with it. */
    private void tell(int code) {
        try {
            onDeath.accept(code);
        } catch (RuntimeException e) {
            LOG.error("{}: what follows its end has failed; it is started again", name, e);
        }
    }

    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        try {
            // it may be launching one at this moment
            keeper.join(STOP);
            Process current = process;
            if (current == null) {
                return;
            }
            current.destroy();
            if (!current.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                current.destroyForcibly().waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            alive().ifPresent(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
