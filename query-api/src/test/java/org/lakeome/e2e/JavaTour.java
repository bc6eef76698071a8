package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.EncryptionType;
import software.amazon.awssdk.services.omics.model.FormatToHeaderKey;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.ResourceOwner;
import software.amazon.awssdk.services.omics.model.ShareResourceType;
import software.amazon.awssdk.services.omics.model.ShareStatus;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.VersionStatus;
import software.amazon.awssdk.services.omics.waiters.OmicsWaiter;

/** The tour of {@code python/omics.py} with the Java SDK and its waiters. */
record JavaTour(OmicsClient omics, OmicsClient partner, String partnerId, String store, String reference, String role) {

    void run() {
        try (OmicsWaiter waiter = OmicsWaiter.builder()
                .client(omics)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .maxAttempts(60)
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
                        .build())
                .build()) {
            String arn = variants(waiter);
            share(arn);
            annotations(waiter);
            assertThat(omics.deleteVariantStore(delete -> delete.name(store).force(false))
                            .status())
                    .isEqualTo(StoreStatus.DELETING);
            waiter.waitUntilVariantStoreDeleted(get -> get.name(store));
        }
    }

    private String variants(OmicsWaiter waiter) {
        Map<String, String> tags = Map.of("a", "b", "project", "x y");
        omics.createVariantStore(create -> create.name(store)
                .reference(ReferenceItem.fromReferenceArn(reference))
                .description("of the tour")
                .tags(tags)
                .sseConfig(sse -> sse.type(EncryptionType.KMS)));
        waiter.waitUntilVariantStoreCreated(get -> get.name(store));
        var got = omics.getVariantStore(get -> get.name(store));
        assertThat(got.tags()).isEqualTo(tags);
        assertThat(got.sseConfig().type()).isEqualTo(EncryptionType.KMS);
        assertThat(omics.updateVariantStore(update -> update.name(store).description("ä 😀"))
                        .description())
                .isEqualTo("ä 😀");
        assertThat(omics.listVariantStores(list -> list.maxResults(100)
                                .filter(filter -> filter.status(StoreStatus.ACTIVE))
                                .ids(got.id()))
                        .variantStores())
                .extracting(item -> item.name())
                .containsExactly(store);

        String job = omics.startVariantImportJob(start -> start.destinationName(store)
                        .roleArn(role)
                        .items(item -> item.source("s3://bucket/a b.vcf.gz"))
                        .runLeftNormalization(true)
                        .annotationFields(Map.of("VEP", "CSQ")))
                .jobId();
        assertThat(omics.getVariantImportJob(get -> get.jobId(job)).annotationFields())
                .isEqualTo(Map.of("VEP", "CSQ"));
        assertThat(omics.listVariantImportJobs(list -> list.maxResults(10)
                                .filter(filter -> filter.storeName(store).status("SUBMITTED")))
                        .variantImportJobs())
                .extracting(item -> item.id())
                .containsExactly(job);
        omics.cancelVariantImportJob(cancel -> cancel.jobId(job));
        waiter.waitUntilVariantImportJobCreated(get -> get.jobId(job));

        omics.tagResource(tag -> tag.resourceArn(got.storeArn()).tags(Map.of("k=1", "v/2", "n", "")));
        assertThat(omics.listTagsForResource(list -> list.resourceArn(got.storeArn()))
                        .tags())
                .containsEntry("k=1", "v/2");
        omics.untagResource(untag -> untag.resourceArn(got.storeArn()).tagKeys("k=1", "n"));
        return got.storeArn();
    }

    private void share(String arn) {
        String share = omics.createShare(create ->
                        create.resourceArn(arn).principalSubscriber(partnerId).shareName("ours"))
                .shareId();
        assertThat(omics.getShare(get -> get.shareId(share)).share().status()).isEqualTo(ShareStatus.PENDING);
        assertThat(omics.listShares(list -> list.resourceOwner(ResourceOwner.SELF)
                                .filter(filter -> filter.resourceArns(arn).type(ShareResourceType.VARIANT_STORE)))
                        .shares())
                .extracting(item -> item.shareId())
                .containsExactly(share);
        assertThat(partner.acceptShare(accept -> accept.shareId(share)).status())
                .isEqualTo(ShareStatus.ACTIVATING);
        assertThat(omics.deleteShare(delete -> delete.shareId(share)).status()).isEqualTo(ShareStatus.DELETING);
    }

    private void annotations(OmicsWaiter waiter) {
        String notes = store + "_notes";
        String version = "second";
        omics.createAnnotationStore(create -> create.name(notes)
                .reference(ReferenceItem.fromReferenceArn(reference))
                .storeFormat(StoreFormat.TSV)
                .storeOptions(options -> options.tsvStoreOptions(tsv -> tsv.annotationType("CHR_POS")
                        .formatToHeader(Map.of(FormatToHeaderKey.CHR, "chrom", FormatToHeaderKey.POS, "position"))
                        .schemaWithStrings(
                                Map.of("chrom", "STRING"), Map.of("position", "LONG"), Map.of("gene", "STRING"))))
                .tags(Map.of("a", "b")));
        waiter.waitUntilAnnotationStoreCreated(get -> get.name(notes));
        var got = omics.getAnnotationStore(get -> get.name(notes));
        assertThat(got.numVersions()).isEqualTo(1);
        omics.updateAnnotationStore(update -> update.name(notes).description("notes"));
        assertThat(omics.listAnnotationStores(
                                list -> list.ids(got.id()).filter(filter -> filter.status(StoreStatus.ACTIVE)))
                        .annotationStores())
                .extracting(item -> item.name())
                .containsExactly(notes);
        omics.createAnnotationStoreVersion(create ->
                create.name(notes).versionName(version).description("2").tags(Map.of("c", "d")));
        waiter.waitUntilAnnotationStoreVersionCreated(get -> get.name(notes).versionName(version));
        assertThat(omics.getAnnotationStoreVersion(get -> get.name(notes).versionName(version))
                        .tags())
                .isEqualTo(Map.of("c", "d"));
        omics.updateAnnotationStoreVersion(
                update -> update.name(notes).versionName(version).description("two"));
        assertThat(omics.listAnnotationStoreVersions(list ->
                                list.name(notes).maxResults(100).filter(filter -> filter.status(VersionStatus.ACTIVE)))
                        .annotationStoreVersions())
                .extracting(item -> item.versionName())
                .containsExactly(notes, version);

        String job = omics.startAnnotationImportJob(start -> start.destinationName(notes)
                        .roleArn(role)
                        .items(item -> item.source("s3://bucket/genes.tsv"))
                        .versionName(version)
                        .formatOptions(options -> options.tsvOptions(tsv -> tsv.readOptions(
                                read -> read.sep("\t").header(true).comment("#"))))
                        .runLeftNormalization(false))
                .jobId();
        assertThat(omics.getAnnotationImportJob(get -> get.jobId(job)).versionName())
                .isEqualTo(version);
        assertThat(omics.listAnnotationImportJobs(list -> list.ids(job)).annotationImportJobs())
                .extracting(item -> item.id())
                .containsExactly(job);
        omics.cancelAnnotationImportJob(cancel -> cancel.jobId(job));
        waiter.waitUntilAnnotationImportJobCreated(get -> get.jobId(job));

        assertThat(omics.deleteAnnotationStoreVersions(
                                delete -> delete.name(notes).versions(version).force(true))
                        .errors())
                .isEmpty();
        waiter.waitUntilAnnotationStoreVersionDeleted(get -> get.name(notes).versionName(version));
        omics.deleteAnnotationStore(delete -> delete.name(notes).force(true));
        waiter.waitUntilAnnotationStoreDeleted(get -> get.name(notes));
    }
}
