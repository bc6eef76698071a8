package org.lakeome.api.omics;

import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.store.Store;
import software.amazon.awssdk.services.omics.model.EncryptionType;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.SseConfig;

/** Members that requests and answers about stores of both kinds have. */
final class StoreMembers {

    private StoreMembers() {}

    /**
     * The name in the path of a get, an update or a delete, where the contract puts no constraint on it: a text that can name
     * no store is answered as a store that is not there.
     */
    static StoreName named(StoreKind kind, String text) {
        try {
            return new StoreName(text);
        } catch (ApiError.Invalid e) {
            throw new ApiError.NotFound(
                    "There is no " + kind.store() + " '" + text + "'; list the stores to see yours");
        }
    }

    /** Null for a store without a reference, which is left out of the answer. */
    static ReferenceItem reference(Store store) {
        return store.referenceArn()
                .map(arn -> ReferenceItem.builder().referenceArn(arn).build())
                .orElse(null);
    }

    static SseConfig encryption(Store store) {
        return SseConfig.builder()
                .type(EncryptionType.KMS)
                .keyArn(store.keyArn().orElse(null))
                .build();
    }
}
