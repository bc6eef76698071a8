package org.lakeome.catalog.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;

/**
 * A store of either kind: the record around its tables. A variant store has a reference and no format; an annotation store
 * has a format, and a reference if its creator gave one.
 *
 * @param tables those that can be read now, by name
 */
public record Store(
        StoreId id,
        StoreKind kind,
        StoreName name,
        AccountId owner,
        Optional<String> referenceArn,
        Optional<StoreFormat> format,
        Optional<String> keyArn,
        String description,
        StoreStatus status,
        String statusMessage,
        Instant created,
        Instant updated,
        Map<String, String> tags,
        List<Resource.Table> tables) {
    public Store {
        tags = Map.copyOf(tags);
        tables = List.copyOf(tables);
    }

    Store with(Map<String, String> ownTags, List<Resource.Table> ownTables) {
        return new Store(
                id,
                kind,
                name,
                owner,
                referenceArn,
                format,
                keyArn,
                description,
                status,
                statusMessage,
                created,
                updated,
                ownTags,
                ownTables);
    }
}
