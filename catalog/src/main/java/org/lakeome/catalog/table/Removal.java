package org.lakeome.catalog.table;

import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.WorkId;

/**
 * What a worker is to take out of a table: the rows of one import.
 *
 * @param rows how many there are, where that is known
 */
public record Removal(JobId job, Optional<Long> rows) {

    /** Knows the work that was given out. */
    @FunctionalInterface
    public interface Source {
        Removal of(WorkId work, Resource.Table table);
    }
}
