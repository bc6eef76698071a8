package org.lakeome.catalog.undo;

import java.util.List;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.id.JobId;

/** What the worker that holds the lease of an undo needs to know about it: whose rows to take out of which tables. */
public record UndoWork(JobId job, List<Resource.Table> tables) {
    public UndoWork {
        tables = List.copyOf(tables);
    }
}
