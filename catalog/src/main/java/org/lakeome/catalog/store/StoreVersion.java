package org.lakeome.catalog.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.format.TsvOptions;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.VersionId;
import org.lakeome.catalog.id.VersionName;

/**
 * A version of an annotation store: rows of its own in a table of its own.
 *
 * @param options those that were given for this version alone
 * @param tables its table, once it can be read
 */
public record StoreVersion(
        VersionId id,
        StoreId store,
        VersionName name,
        String description,
        Optional<TsvOptions> options,
        StoreStatus status,
        String statusMessage,
        Instant created,
        Instant updated,
        Map<String, String> tags,
        List<Resource.Table> tables) {
    public StoreVersion {
        tags = Map.copyOf(tags);
        tables = List.copyOf(tables);
    }

    StoreVersion with(Map<String, String> ownTags, List<Resource.Table> ownTables) {
        return new StoreVersion(
                id, store, name, description, options, status, statusMessage, created, updated, ownTags, ownTables);
    }
}
