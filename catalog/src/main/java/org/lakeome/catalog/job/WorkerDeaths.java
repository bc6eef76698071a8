package org.lakeome.catalog.job;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;

/**
 * Finds the file of a job that ends the worker: after a first death the files are read one by one, and one at which the worker then
 * dies {@value #MOST_ALONE} times is left out. In one transaction.
 */
final class WorkerDeaths {

    private static final int MOST_ALONE = 2;

    private final Sql sql;
    private final JobId job;

    WorkerDeaths(Sql sql, JobId job) {
        this.sql = sql;
        this.job = job;
    }

    /** The worker begins to read this file with none beside it; nothing is read alone any more where no file is called so. */
    void readingAlone(String source) {
        change("update import_item set read_alone = false where job_id = :job and read_alone");
        sql.statement("update import_item set read_alone = true where job_id = :job and source = :source")
                .bind("job", job.value())
                .bind("source", source)
                .execute();
    }

    /** Notes a death; says true if it was the last of a file, which has failed now, and others are left. */
    boolean note(String why) {
        change("update import_job set apart = true where id = :job");
        change("update import_item set worker_deaths = worker_deaths + 1 where job_id = :job and read_alone");
        Set<Integer> before = leftOut(false);
        Set<Integer> now = leftOut(true);
        readingAlone("");
        ImportRows rows = new ImportRows(sql);
        boolean found = false;
        for (int position : now) {
            if (!before.contains(position)) {
                found = true;
                rows.setItem(
                        job,
                        position,
                        JobStatus.FAILED,
                        "The ingest worker died whenever it read this file, also alone" + " (the last time " + why
                                + "); its log says more. The other files go on without it.");
            }
        }
        return found && hasOthers(now);
    }

    ImportWork.Reading reading() {
        boolean apart = sql.statement("select apart from import_job where id = :job")
                .bind("job", job.value())
                .one(row -> row.flag("apart"));
        return new ImportWork.Reading(apart, leftOut(true));
    }

    /** @param alone with the one that is marked as read alone */
    private Set<Integer> leftOut(boolean alone) {
        List<Integer> positions = sql.statement("select position from import_item where job_id = :job"
                        + " and worker_deaths >= :most" + (alone ? "" : " and not read_alone"))
                .bind("job", job.value())
                .bind("most", MOST_ALONE)
                .list(row -> (int) row.number("position"));
        return new HashSet<>(positions);
    }

    private boolean hasOthers(Set<Integer> leftOut) {
        return sql.statement("select count(*) as items from import_item where job_id = :job")
                        .bind("job", job.value())
                        .one(row -> row.number("items"))
                > leftOut.size();
    }

    private void change(String statement) {
        sql.statement(statement).bind("job", job.value()).execute();
    }
}
