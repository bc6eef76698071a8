package org.lakeome.catalog.store;

import java.util.List;
import java.util.Optional;

/** Which stores a list holds: an empty list of ids stands for all. */
public record StoreFilter(List<String> ids, Optional<StoreStatus> status) {

    public static final StoreFilter ALL = new StoreFilter(List.of(), Optional.empty());

    public StoreFilter {
        ids = ids.stream().sorted().distinct().toList();
    }
}
