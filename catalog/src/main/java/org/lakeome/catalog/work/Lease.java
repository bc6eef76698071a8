package org.lakeome.catalog.work;

import java.time.Duration;
import org.lakeome.catalog.id.WorkId;

/**
 * The right of one worker to one piece of work until it lapses. The attempt is a fencing token: it grows with every
 * lease of the work, and whatever comes with an older one is refused.
 */
public record Lease(WorkId work, WorkKind kind, int attempt, Duration duration) {}
