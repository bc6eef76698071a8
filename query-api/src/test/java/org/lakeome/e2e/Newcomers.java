package org.lakeome.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.lakeome.catalog.db.Database;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;

/**
 * Makes one resource of each listed kind, round after round, as long as others page through the lists of an account with
 * {@link Seeds}. What ends it early is thrown to whoever waits for a round, and when it is closed. Thread-safe.
 */
final class Newcomers implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final RunningLakeome lakeome;
    private final String alias;
    private final String subscriber;
    private final Path told;
    private final List<Map<String, String>> rounds = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> work;
    private volatile boolean stop;

    /**
     * @param subscriber the account that gets the shares
     * @param told the file that holds the number of whole rounds, for clients in processes of their own
     */
    Newcomers(RunningLakeome lakeome, String alias, String subscriber, Path told) throws IOException {
        this.lakeome = lakeome;
        this.alias = alias;
        this.subscriber = subscriber;
        this.told = told;
        tell();
        work = thread.submit(this::make);
    }

    int rounds() {
        return rounds.size();
    }

    /** Waits until a round has begun and ended since there were {@code before}, and answers with how many there are now. */
    int roundSince(int before) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> work.isDone() || rounds.size() >= before + 2);
        requireAtWork();
        return rounds.size();
    }

    /** The keys of an operation's list that the first so many rounds have added. */
    List<String> keys(String operation, int count) {
        return rounds.subList(0, count).stream()
                .map(round -> round.get(operation))
                .toList();
    }

    void requireAtWork() {
        if (work.isDone()) {
            try {
                work.get();
            } catch (Exception e) {
                throw new IllegalStateException("no more is made after " + rounds.size() + " rounds", e);
            }
            throw new IllegalStateException("nothing is made any more");
        }
    }

    @Override
    public void close() throws Exception {
        stop = true;
        work.get(1, TimeUnit.MINUTES);
        thread.close();
    }

    private Void make() throws IOException {
        try (OmicsClient omics = lakeome.omics(alias);
                Database database = lakeome.database()) {
            while (!stop) {
                rounds.add(round(omics, database, "more_" + rounds.size()));
                tell();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return null;
    }

    private Map<String, String> round(OmicsClient omics, Database database, String name) {
        String owner = lakeome.account(alias);
        String role = "arn:aws:iam::" + owner + ":role/import";
        ReferenceItem reference = ReferenceItem.fromReferenceArn(Seeds.reference(owner));
        String notes = "notes_" + name;
        Map<String, String> keys = new HashMap<>();
        keys.put(
                "ListVariantStores",
                omics.createVariantStore(create -> create.name(name).reference(reference))
                        .name());
        keys.put(
                "ListAnnotationStores",
                omics.createAnnotationStore(create ->
                                create.name(notes).storeFormat(StoreFormat.VCF).reference(reference))
                        .name());
        keys.put(
                "ListAnnotationStoreVersions",
                omics.createAnnotationStoreVersion(
                                create -> create.name("as_0000").versionName(name))
                        .versionName());
        // No worker runs here: references come from imports alone, and five imports of them may wait.
        Seeds.Late late = Seeds.plantLate(database, owner, rounds.size());
        keys.put("ListReferences", late.reference());
        keys.put("ListReferenceImportJobs", late.referenceJob());
        // What was asked for first is there by now, or soon.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> omics.getVariantStore(get -> get.name(name)).statusAsString(), "ACTIVE"::equals);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> omics.getAnnotationStore(get -> get.name(notes)).statusAsString(), "ACTIVE"::equals);
        keys.put(
                "ListVariantImportJobs",
                omics.startVariantImportJob(start -> start.destinationName(name)
                                .roleArn(role)
                                .items(VariantImportItemSource.builder()
                                        .source("s3://bucket/more.vcf")
                                        .build()))
                        .jobId());
        keys.put(
                "ListAnnotationImportJobs",
                omics.startAnnotationImportJob(start -> start.destinationName(notes)
                                .roleArn(role)
                                .items(item -> item.source("s3://bucket/more.vcf")))
                        .jobId());
        String arn = omics.getVariantStore(get -> get.name(name)).storeArn();
        keys.put(
                "ListShares",
                omics.createShare(create -> create.resourceArn(arn)
                                .principalSubscriber(subscriber)
                                .shareName(name))
                        .shareId());
        return Map.copyOf(keys);
    }

    /** By a move, so that nobody reads half of it. */
    private void tell() throws IOException {
        Path next = told.resolveSibling(told.getFileName() + ".next");
        Files.writeString(next, Integer.toString(rounds.size()));
        Files.move(next, told, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
