package org.lakeome.catalog.page;

import java.time.Instant;

/**
 * A place in a list that is ordered by creation and identifier. Things made later come after it, so paging neither
 * repeats nor skips what was there at its start.
 */
public record Position(Instant created, String id) {}
