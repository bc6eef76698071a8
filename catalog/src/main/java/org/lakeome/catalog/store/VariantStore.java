package org.lakeome.catalog.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreName;

/** A variant store: the record around one table of calls, one row per variant record and sample. */
public record VariantStore(
        StoreId id,
        StoreName name,
        AccountId owner,
        String referenceArn,
        Optional<String> keyArn,
        String description,
        StoreStatus status,
        String statusMessage,
        Instant created,
        Instant updated,
        Map<String, String> tags) {
    public VariantStore {
        tags = Map.copyOf(tags);
    }
}
