package org.lakeome.catalog.work;

import java.util.List;
import java.util.Optional;

/**
 * What a worker says while it works: text for the user, and the items whose state has changed.
 *
 * @param alone the source of the item that it begins to read with none beside it, empty text when it has read the last one; absent
 *     where nothing of that changes
 */
public record Progress(String message, List<ItemReport> items, Optional<String> alone) {
    public Progress {
        items = List.copyOf(items);
    }

    public Progress(String message, List<ItemReport> items) {
        this(message, items, Optional.empty());
    }
}
