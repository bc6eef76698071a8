package org.lakeome.catalog.job;

import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.work.Outcome;

/** Asks the table itself, which is the truth about what was imported. */
@FunctionalInterface
public interface CommittedItems {

    /**
     * What the worker would have reported of the job after its commit, without messages, which the table does not keep; empty if
     * the job has committed nothing.
     *
     * @param sources of the job, in its order
     */
    Optional<Outcome> of(Resource.Table table, JobId job, List<String> sources);
}
