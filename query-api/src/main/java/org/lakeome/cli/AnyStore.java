package org.lakeome.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreResponse;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemDetail;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;

/** A store of the account, whichever kind it is: the API has other operations for each. */
sealed interface AnyStore {

    /** How the store was told to set bad records aside, by {@link StoreTags}. */
    boolean setsAside();

    String arn();

    /** How many files one job takes. */
    int filesPerJob();

    /** How it is told to a user. */
    String kind();

    Shown shown(OmicsClient omics);

    void describe(OmicsClient omics, String description);

    void delete(OmicsClient omics, boolean force);

    /** What there is to see of a store; {@code format} is null for variants, {@code versions} empty. */
    record Shown(
            String id,
            StoreStatus status,
            String message,
            String description,
            String reference,
            String format,
            Map<String, String> tags,
            long bytes,
            Instant created,
            List<String> versions) {}

    /** Starts a job and returns its id. */
    String start(OmicsClient omics, List<String> sources, ImportOptions options);

    ImportState state(OmicsClient omics, String job);

    /** The table in SQL that the job's rows are in. */
    String table(OmicsClient omics, String job);

    static AnyStore find(OmicsClient omics, String store) {
        try {
            GetVariantStoreResponse found = omics.getVariantStore(get -> get.name(store));
            return new Variants(store, found.storeArn(), setsAside(found.tags()));
        } catch (ResourceNotFoundException notOfThisKind) {
            try {
                GetAnnotationStoreResponse found = omics.getAnnotationStore(get -> get.name(store));
                return new Annotations(store, found.storeArn(), setsAside(found.tags()));
            } catch (ResourceNotFoundException absent) {
                throw new Failure(
                        3,
                        "you have no store %s; `./lakeome store list` shows yours, `./lakeome store create` makes one"
                                .formatted(store));
            }
        }
    }

    /** Refuses a store of variants, for commands that were made for annotations alone. */
    static void requireAnnotations(OmicsClient omics, String store) {
        if (find(omics, store) instanceof Variants variants) {
            throw new Failure(
                    3, "%s is a %s store; `./lakeome store` is for both kinds".formatted(store, variants.kind()));
        }
    }

    private static boolean setsAside(Map<String, String> tags) {
        return "quarantine".equals(tags.get(StoreTags.BAD_RECORD));
    }

    record Variants(String store, String arn, boolean setsAside) implements AnyStore {
        @Override
        public int filesPerJob() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String kind() {
            return "variant";
        }

        @Override
        public Shown shown(OmicsClient omics) {
            GetVariantStoreResponse found = omics.getVariantStore(get -> get.name(store));
            return new Shown(
                    found.id(),
                    found.status(),
                    found.statusMessage(),
                    found.description(),
                    found.reference().referenceArn(),
                    null,
                    found.tags(),
                    found.storeSizeBytes(),
                    found.creationTime(),
                    List.of());
        }

        @Override
        public void describe(OmicsClient omics, String description) {
            omics.updateVariantStore(update -> update.name(store).description(description));
        }

        @Override
        public void delete(OmicsClient omics, boolean force) {
            omics.deleteVariantStore(delete -> delete.name(store).force(force));
        }

        @Override
        public String start(OmicsClient omics, List<String> sources, ImportOptions options) {
            if (options.format() != null || options.version != null) {
                throw new Failure(
                        2,
                        "%s is a variant store; --read, --version-name, --ignore-qual and --ignore-filter are for annotation stores"
                                .formatted(store));
            }
            return omics.startVariantImportJob(start -> start.overrideConfiguration(options::headers)
                            .destinationName(store)
                            .roleArn(Arn.importRole(Arn.account(arn)))
                            .runLeftNormalization(options.normalise)
                            .annotationFields(options.annotationFields())
                            .items(sources.stream()
                                    .map(source -> VariantImportItemSource.builder()
                                            .source(source)
                                            .build())
                                    .toList()))
                    .jobId();
        }

        @Override
        public ImportState state(OmicsClient omics, String job) {
            GetVariantImportJobResponse state = omics.getVariantImportJob(get -> get.jobId(job));
            List<String> failures = state.items().stream()
                    .filter(item -> item.jobStatus() == JobStatus.FAILED)
                    .map(Variants::failure)
                    .toList();
            return new ImportState(state.status(), state.statusMessage(), failures);
        }

        @Override
        public String table(OmicsClient omics, String job) {
            return store;
        }

        private static String failure(VariantImportItemDetail item) {
            return item.source() + ": " + item.statusMessage();
        }
    }

    record Annotations(String store, String arn, boolean setsAside) implements AnyStore {
        @Override
        public int filesPerJob() {
            return 1;
        }

        @Override
        public String kind() {
            return "annotation";
        }

        @Override
        public Shown shown(OmicsClient omics) {
            GetAnnotationStoreResponse found = omics.getAnnotationStore(get -> get.name(store));
            List<String> versions =
                    omics
                            .listAnnotationStoreVersionsPaginator(all -> all.name(store))
                            .annotationStoreVersions()
                            .stream()
                            .map(version -> version.versionName() + " " + version.statusAsString())
                            .toList();
            return new Shown(
                    found.id(),
                    found.status(),
                    found.statusMessage(),
                    found.description(),
                    found.reference() == null ? null : found.reference().referenceArn(),
                    found.storeFormatAsString(),
                    found.tags(),
                    found.storeSizeBytes(),
                    found.creationTime(),
                    versions);
        }

        @Override
        public void describe(OmicsClient omics, String description) {
            omics.updateAnnotationStore(update -> update.name(store).description(description));
        }

        @Override
        public void delete(OmicsClient omics, boolean force) {
            omics.deleteAnnotationStore(delete -> delete.name(store).force(force));
        }

        @Override
        public String start(OmicsClient omics, List<String> sources, ImportOptions options) {
            return omics.startAnnotationImportJob(start -> start.overrideConfiguration(options::headers)
                            .destinationName(store)
                            .versionName(options.version)
                            .roleArn(Arn.importRole(Arn.account(arn)))
                            .runLeftNormalization(options.normalise)
                            .annotationFields(options.annotationFields())
                            .formatOptions(options.format())
                            .items(item -> item.source(sources.getFirst())))
                    .jobId();
        }

        /** Its one item has no message of its own; the job's says it all. */
        @Override
        public ImportState state(OmicsClient omics, String job) {
            GetAnnotationImportJobResponse state = omics.getAnnotationImportJob(get -> get.jobId(job));
            return new ImportState(state.status(), state.statusMessage(), List.of());
        }

        @Override
        public String table(OmicsClient omics, String job) {
            String version = omics.getAnnotationImportJob(get -> get.jobId(job)).versionName();
            return version == null || version.equals(store) ? store : store + "__" + version;
        }
    }
}
