package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.db.Database;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.EncryptionType;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.SseConfig;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.ValidationException;

/** {@code sseConfig} is kept and given back, with and without a key; on a server without Trino and worker. */
class EncryptionMembersTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final SseConfig GIVEN =
            SseConfig.builder().type(EncryptionType.KMS).keyArn(KEY).build();
    private static final SseConfig WITHOUT_KEY =
            SseConfig.builder().type(EncryptionType.KMS).build();

    private final RunningLakeome lakeome;
    private final OmicsClient omics;

    EncryptionMembersTest() throws IOException {
        lakeome = RunningLakeome.apiOnly();
        omics = lakeome.omics("sse");
    }

    @Test
    void keyAndTypeComeBackFromGetAndListAsTheyWereGiven() {
        ReferenceItem reference;
        try (Database database = lakeome.database()) {
            reference = ReferenceItem.fromReferenceArn(Seeds.plantReference(database, lakeome.account("sse")));
        }
        omics.createVariantStore(
                create -> create.name("keyed").reference(reference).sseConfig(GIVEN));
        omics.createVariantStore(
                create -> create.name("keyless").reference(reference).sseConfig(WITHOUT_KEY));
        omics.createVariantStore(create -> create.name("silent").reference(reference));
        omics.createAnnotationStore(
                create -> create.name("notes").storeFormat(StoreFormat.GFF).sseConfig(GIVEN));
        omics.createAnnotationStore(create -> create.name("plain_notes").storeFormat(StoreFormat.GFF));

        assertThat(omics.getVariantStore(get -> get.name("keyed")).sseConfig()).isEqualTo(GIVEN);
        assertThat(omics.getVariantStore(get -> get.name("keyless")).sseConfig())
                .isEqualTo(WITHOUT_KEY);
        assertThat(omics.getVariantStore(get -> get.name("silent")).sseConfig())
                .as("the member is required in answers, and the contract has one type")
                .isEqualTo(WITHOUT_KEY);
        assertThat(omics.listVariantStores(all -> {}).variantStores())
                .extracting(store -> store.sseConfig())
                .containsExactly(GIVEN, WITHOUT_KEY, WITHOUT_KEY);
        assertThat(omics.getAnnotationStore(get -> get.name("notes")).sseConfig())
                .isEqualTo(GIVEN);
        assertThat(omics.listAnnotationStores(all -> {}).annotationStores())
                .extracting(store -> store.sseConfig())
                .containsExactly(GIVEN, WITHOUT_KEY);
    }

    @Test
    void referenceStoreRefusesWhatItWouldNotKeep() {
        assertThatThrownBy(() ->
                        omics.createReferenceStore(create -> create.name("refs").sseConfig(GIVEN)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("sseConfig");
    }
}
