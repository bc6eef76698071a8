package org.lakeome.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetReferenceImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.ReferenceStoreDetail;
import software.amazon.awssdk.services.omics.model.StartAnnotationImportJobRequest;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;
import software.amazon.awssdk.services.omics.waiters.OmicsWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The steps of one account's imports, through the Java SDK. */
final class Jobs {

    static final String BUCKET = "sources";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final OmicsClient omics;
    private final S3Client s3;
    private final String role;

    Jobs(RunningLakeome lakeome, String alias) {
        this.omics = lakeome.omics(alias);
        this.s3 = lakeome.s3(alias);
        this.role = "arn:aws:iam::" + lakeome.account(alias) + ":role/import";
        try {
            s3.createBucket(bucket -> bucket.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            // another test of the same account was first
        }
    }

    /** Asks each second, where the SDK's own would ask every half minute. */
    static OmicsWaiter waiter(OmicsClient omics) {
        return OmicsWaiter.builder()
                .client(omics)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .maxAttempts(300)
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
                        .build())
                .build();
    }

    String upload(String key, byte[] content) {
        s3.putObject(object -> object.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
        return "s3://" + BUCKET + "/" + key;
    }

    String upload(Path file) throws IOException {
        return upload(file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** ARN of a small reference of the account, imported on first use. */
    String reference() {
        String store = omics.listReferenceStores(all -> {}).referenceStores().stream()
                .map(ReferenceStoreDetail::id)
                .findFirst()
                .orElseGet(() -> omics.createReferenceStore(make -> make.name("references"))
                        .id());
        return omics.listReferences(all -> all.referenceStoreId(store)).references().stream()
                .findFirst()
                .map(reference -> reference.arn())
                .orElseGet(() -> importReference(store));
    }

    private String importReference(String store) {
        String source = upload(
                "ref.fa",
                ">chr1\nACGTACGTACGT\n>chr3\nTTTTGGGGCCCC\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String job = omics.startReferenceImportJob(
                        start -> start.referenceStoreId(store).roleArn(role).sources(item -> item.sourceFile(source)
                                .name("small")))
                .id();
        GetReferenceImportJobResponse ended = Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> omics.getReferenceImportJob(
                                get -> get.referenceStoreId(store).id(job)),
                        state -> state.completionTime() != null);
        return omics.getReferenceMetadata(get -> get.referenceStoreId(store)
                        .id(ended.sources().getFirst().referenceId()))
                .arn();
    }

    /** A store that is ACTIVE. */
    void store(String name) {
        String reference = reference();
        omics.createVariantStore(store -> store.name(name).reference(given -> given.referenceArn(reference)));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> omics.getVariantStore(get -> get.name(name)).status() == StoreStatus.ACTIVE);
    }

    void drop(String name) {
        omics.deleteVariantStore(delete -> delete.name(name).force(true));
        Awaitility.await().atMost(PATIENCE).until(() -> omics.listVariantStores(all -> {}).variantStores().stream()
                .noneMatch(store -> store.name().equals(name)));
    }

    String start(String store, List<String> sources) {
        return omics.startVariantImportJob(start -> start.destinationName(store)
                        .roleArn(role)
                        .items(sources.stream()
                                .map(source -> VariantImportItemSource.builder()
                                        .source(source)
                                        .build())
                                .toList()))
                .jobId();
    }

    GetVariantImportJobResponse await(String job) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> omics.getVariantImportJob(get -> get.jobId(job)), state -> state.completionTime() != null);
    }

    void awaitAnnotationStore(String name) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> omics.getAnnotationStore(get -> get.name(name)).status() == StoreStatus.ACTIVE);
    }

    /** Imports one file into an annotation store, as {@code more} says, and waits for the end. */
    GetAnnotationImportJobResponse annotate(
            String store, String source, Consumer<StartAnnotationImportJobRequest.Builder> more) {
        String job = omics.startAnnotationImportJob(start ->
                        more.accept(start.destinationName(store).roleArn(role).items(item -> item.source(source))))
                .jobId();
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> omics.getAnnotationImportJob(get -> get.jobId(job)),
                        state -> state.completionTime() != null);
    }

    GetVariantImportJobResponse run(String store, String... sources) {
        return await(start(store, List.of(sources)));
    }
}
