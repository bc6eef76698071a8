package org.lakeome.catalog.job;

import java.util.Set;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.id.JobId;

/** Asks the table itself, which is the truth about what was imported. */
@FunctionalInterface
public interface CommittedItems {

    /** The sources of the job whose rows the table holds; empty if the job has committed nothing. */
    Set<String> of(Resource.Table table, JobId job);
}
