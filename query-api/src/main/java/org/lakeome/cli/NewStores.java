package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.StoreOptions;
import software.amazon.awssdk.services.omics.model.StoreStatus;

/** Makes stores of either kind. What the name and the quotas forbid is said before a reference is uploaded. */
final class NewStores {

    /** What stores of both kinds have. */
    record Wanted(String name, String reference, String description, Map<String, String> tags) {}

    private final Session session;
    private final OmicsClient omics;
    private final PrintWriter said;

    NewStores(Session session, OmicsClient omics, PrintWriter said) {
        this.session = session;
        this.omics = omics;
        this.said = said;
    }

    void variants(Wanted wanted) throws IOException, InterruptedException {
        requireRoom(wanted.name(), "variant");
        if (wanted.reference() == null) {
            throw new Failure(
                    2,
                    "a variant store stands on a reference: --reference FASTA; for a store of annotations say --format vcf, gff or tsv");
        }
        CreateVariantStoreRequest.Builder request = CreateVariantStoreRequest.builder()
                .name(wanted.name())
                .description(wanted.description())
                .tags(wanted.tags());
        String arn = new References(session, omics, said).arn(wanted.reference());
        omics.createVariantStore(request.reference(of -> of.referenceArn(arn)).build());
        awaitActive(wanted.name());
    }

    void annotations(Wanted wanted, String format, StoreOptions options) throws IOException, InterruptedException {
        requireRoom(wanted.name(), "annotation");
        CreateAnnotationStoreRequest.Builder request = CreateAnnotationStoreRequest.builder()
                .name(wanted.name())
                .storeFormat(format)
                .storeOptions(options)
                .description(wanted.description())
                .tags(wanted.tags());
        if (wanted.reference() != null) {
            String arn = new References(session, omics, said).arn(wanted.reference());
            request.reference(of -> of.referenceArn(arn));
        }
        omics.createAnnotationStore(request.build());
        awaitActive(wanted.name());
    }

    private void requireRoom(String name, String kind) {
        if (!name.matches("[a-z][a-z0-9_]{2,254}")) {
            throw new Failure(
                    2,
                    "'%s' is no name for a store: it begins with a-z, goes on with a-z, 0-9 or _, and has 3 to 255 characters"
                            .formatted(name));
        }
        session.call(SdkHttpMethod.GET, "/lakeome/stores/" + name + "/room", Map.of("kind", kind));
    }

    private void awaitActive(String name) throws InterruptedException {
        while (true) {
            AnyStore.Shown store = AnyStore.find(omics, name).shown(omics);
            if (store.status() == StoreStatus.ACTIVE) {
                return;
            }
            if (store.status() == StoreStatus.FAILED) {
                throw new Failure(
                        1,
                        "the store %s could not be made: %s"
                                .formatted(
                                        name,
                                        Optional.ofNullable(store.message()).orElse("")));
            }
            Thread.sleep(100);
        }
    }
}
