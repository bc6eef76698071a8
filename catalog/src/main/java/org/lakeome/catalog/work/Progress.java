package org.lakeome.catalog.work;

import java.util.List;

/** What a worker says while it works: text for the user, and the items whose state has changed. */
public record Progress(String message, List<ItemReport> items) {
    public Progress {
        items = List.copyOf(items);
    }
}
