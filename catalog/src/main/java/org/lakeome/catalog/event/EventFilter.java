package org.lakeome.catalog.event;

import java.time.Instant;
import java.util.Optional;
import org.lakeome.catalog.id.StoreName;

/**
 * Which events a reader wants; what is empty restricts nothing.
 *
 * @param after id of the last event that it has seen
 * @param store of this account, or shared with it, under this name
 */
public record EventFilter(Optional<String> after, Optional<StoreName> store, Optional<Instant> since) {

    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
