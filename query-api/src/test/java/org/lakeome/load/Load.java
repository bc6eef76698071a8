package org.lakeome.load;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.e2e.RunningLakeome;
import org.lakeome.server.LakeConfig;

/**
 * Twenty clients of five accounts use one server at the same time, each doing all that the analytics API has, against a model of
 * what must be true. Main: SECONDS DATABASE..., where a database is {@code h2} or {@code postgresql}, with a real ingest worker.
 */
public final class Load {

    private static final int PARTIES = 5;
    private static final int CLIENTS = 4;
    private static final Quotas QUOTAS = new Quotas(
            StorePart.STORES, StorePart.STORES, VersionPart.VERSIONS, 5, 25, 1000, SharePart.SHARES, SharePart.SHARES);

    private final RunningLakeome lakeome;
    private final Meter meter;
    private final RandomGenerator.SplittableGenerator random;
    private final boolean realWorker;

    private Load(RunningLakeome lakeome, Meter meter, long seed, boolean realWorker) {
        this.lakeome = lakeome;
        this.meter = meter;
        this.random = new SplittableRandom(seed);
        this.realWorker = realWorker;
    }

    public static void main(String[] words) throws Exception {
        Duration length = Duration.ofSeconds(Long.parseLong(words[0]));
        boolean right = true;
        for (String kind : List.of(words).subList(1, words.length)) {
            right &= run(
                            kind,
                            new Meter(Duration.ofSeconds(Long.getLong("load.longest", 10))),
                            length,
                            Long.getLong("load.seed", System.nanoTime()),
                            true)
                    .isEmpty();
        }
        System.exit(right ? 0 : 1);
    }

    /** Runs for so long, prints the figures, and gives the faults that were found. */
    static List<String> run(String kind, Meter meter, Duration length, long seed, boolean realWorker) throws Exception {
        System.out.printf("load: %s for %d s, seed %d%n", kind, length.toSeconds(), seed);
        return switch (kind) {
            case "h2" -> run(Optional.empty(), meter, length, seed, realWorker);
            case "postgresql" -> {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
                    var database = new LakeConfig.Database(
                            Optional.of(postgres.getJdbcUrl("postgres", "postgres")), "postgres", Secret.of(""));
                    yield run(Optional.of(database), meter, length, seed, realWorker);
                }
            }
            default -> throw new IllegalArgumentException(kind + " is neither h2 nor postgresql");
        };
    }

    private static List<String> run(
            Optional<LakeConfig.Database> database, Meter meter, Duration length, long seed, boolean realWorker)
            throws Exception {
        try (RunningLakeome lakeome = RunningLakeome.withoutTrino(database, realWorker, QUOTAS)) {
            Load load = new Load(lakeome, meter, seed, realWorker);
            DatabaseConfig config = database.map(given -> new DatabaseConfig(
                            given.url().orElseThrow(),
                            given.user(),
                            given.password().reveal()))
                    .orElseGet(() -> DatabaseConfig.embedded(lakeome.data().resolve("db")));
            load.run(config, length);
            return meter.faults();
        }
    }

    private void run(DatabaseConfig config, Duration length) throws Exception {
        try (Database database = Database.open(config)) {
            Setting setting = new Setting(lakeome, meter, database, realWorker);
            List<Party> parties = new ArrayList<>();
            for (int i = 0; i < PARTIES; i++) {
                parties.add(setting.party("party_" + (char) ('a' + i)));
            }
            List<FakeWorker> workers = realWorker ? List.of() : fakeWorkers();
            long start = System.nanoTime();
            List<Thread> threads = clients(parties, start + length.toNanos());
            long before = meter.requests();
            threads.forEach(Thread::start);
            Thread watch = Thread.ofVirtual().start(this::watch);
            while (System.nanoTime() - start < length.toNanos()) {
                Thread.sleep(Math.min(30_000, length.toMillis()));
                System.out.printf(
                        "%4d s: %d requests, %d faults%n",
                        (System.nanoTime() - start) / 1_000_000_000L,
                        meter.requests() - before,
                        meter.faults().size());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long requests = meter.requests() - before;
            for (Thread thread : threads) {
                thread.join();
            }
            setting.clear(parties);
            watch.interrupt();
            workers.forEach(FakeWorker::stop);
            Leftovers.check(database, lakeome.data(), meter);
            System.out.print(meter.report());
            System.out.printf(
                    Locale.ROOT,
                    "%d clients, %.0f s, %d requests, %.1f requests/s, %d faults%n",
                    threads.size(),
                    seconds,
                    requests,
                    requests / seconds,
                    meter.faults().size());
        }
    }

    private List<Thread> clients(List<Party> parties, long end) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PARTIES * CLIENTS; i++) {
            Party party = parties.get(i % PARTIES);
            Party next = parties.get((i + 1) % PARTIES);
            RandomGenerator own = random.split();
            String prefix = "c" + i;
            Part variants = new StorePart(party, new VariantCalls(party), meter, own, prefix + "v");
            Part annotations = new StorePart(party, new AnnotationCalls(party), meter, own, prefix + "a");
            Part contended = new ContendedPart(party, meter, own, i);
            Part shares = new SharePart(party, next, meter, own);
            Part lists = new ListPart(party, meter, own);
            List<Part> parts = List.of(
                    variants,
                    variants,
                    annotations,
                    annotations,
                    new VersionPart(party, meter, own, prefix),
                    contended,
                    contended,
                    shares,
                    shares,
                    lists,
                    new RacePart(party, meter));
            threads.add(Thread.ofPlatform().name(prefix).unstarted(new Client(parts, meter, own, end)));
        }
        return threads;
    }

    private List<FakeWorker> fakeWorkers() throws IOException {
        String token = Files.readString(lakeome.data().resolve("secrets").resolve("worker.token"))
                .strip();
        List<FakeWorker> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FakeWorker worker =
                    new FakeWorker(URI.create(lakeome.internal()), token, meter, random.split(), "fake" + i);
            Thread.ofVirtual().start(worker);
            workers.add(worker);
        }
        return workers;
    }

    /** A request that hangs never ends, so that nothing else would tell of it; where all threads are then is left in a file. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(1000);
                Optional<Meter.Asked> hanging = meter.hanging();
                if (hanging.isPresent()) {
                    Path dump = Files.createTempDirectory("lakeome-hang").resolve("threads.txt");
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
                    meter.fault(hanging.get().operation() + " hangs; all threads are in " + dump);
                    return;
                }
            }
        } catch (InterruptedException ended) {
            // all clients have
        } catch (IOException e) {
            meter.fault("The watch ended: " + e);
        }
    }
}
