package org.lakeome.cli;

import java.util.List;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetReferenceImportJobResponse;
import software.amazon.awssdk.services.omics.model.ImportReferenceSourceItem;
import software.amazon.awssdk.services.omics.model.ReferenceImportJobStatus;
import software.amazon.awssdk.services.omics.model.ReferenceStoreDetail;

/** Makes a FASTA in S3 a reference of the account, in the account's one reference store. */
final class ReferenceImport {

    private final OmicsClient omics;
    private final String roleArn;

    ReferenceImport(OmicsClient omics, String roleArn) {
        this.omics = omics;
        this.roleArn = roleArn;
    }

    /** The account's reference store, made when there is none. */
    String storeId() {
        return omics.listReferenceStoresPaginator(all -> {}).referenceStores().stream()
                .map(ReferenceStoreDetail::id)
                .findFirst()
                .orElseGet(() -> omics.createReferenceStore(store -> store.name("references"))
                        .id());
    }

    /** Imports {@code source} under {@code name}, waits, and returns the reference's ARN. */
    String run(String storeId, String source, String name) throws InterruptedException {
        String job = omics.startReferenceImportJob(start -> start.referenceStoreId(storeId)
                        .roleArn(roleArn)
                        .sources(item -> item.sourceFile(source).name(name)))
                .id();
        while (true) {
            GetReferenceImportJobResponse state = omics.getReferenceImportJob(
                    get -> get.referenceStoreId(storeId).id(job));
            if (state.status() == ReferenceImportJobStatus.COMPLETED) {
                String reference = state.sources().getFirst().referenceId();
                return omics.getReferenceMetadata(
                                get -> get.referenceStoreId(storeId).id(reference))
                        .arn();
            }
            if (state.completionTime() != null) {
                throw new Failure(
                        6, "the reference %s was not imported: %s".formatted(source, reason(state.sources(), state)));
            }
            Thread.sleep(300);
        }
    }

    private static String reason(List<ImportReferenceSourceItem> items, GetReferenceImportJobResponse state) {
        return items.stream()
                .map(ImportReferenceSourceItem::statusMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElse(state.statusMessage() == null ? state.statusAsString() : state.statusMessage());
    }
}
