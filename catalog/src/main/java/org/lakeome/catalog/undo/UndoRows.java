package org.lakeome.catalog.undo;

import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.ResourceRows;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.undo.UndoJob.Status;

/** The rows of undos, in one transaction. */
final class UndoRows {

    private static final String UNDO = "select u.job_id, u.status, u.status_message from import_undo u";

    private static final int LONGEST_MESSAGE = 1000;

    private final Sql sql;

    UndoRows(Sql sql) {
        this.sql = sql;
    }

    /** In the place of one that failed, whose work is the caller's from here on. */
    Optional<WorkId> insert(JobId job) {
        Optional<WorkId> before = sql.statement(
                        "select work_id from import_undo where job_id = :job and status = 'FAILED' and work_id is not null")
                .bind("job", job.value())
                .first(row -> new WorkId(row.text("work_id")));
        sql.statement("delete from import_undo where job_id = :job and status = 'FAILED'")
                .bind("job", job.value())
                .execute();
        sql.statement("insert into import_undo (job_id, status, status_message, created, updated)"
                        + " values (:job, 'SUBMITTED', 'The import is about to be undone.', :now, :now)")
                .bind("job", job.value())
                .bind("now", sql.now())
                .execute();
        return before;
    }

    Optional<UndoJob> find(JobId job) {
        return sql.statement(UNDO + " where u.job_id = :job")
                .bind("job", job.value())
                .first(UndoRows::undo);
    }

    /** Those that no worker has, oldest first. */
    List<JobId> submitted() {
        return sql.statement("select job_id from import_undo where status = 'SUBMITTED' and work_id is null"
                        + " order by created, job_id")
                .list(row -> new JobId(row.text("job_id")));
    }

    /** Empty once the job, or the store with its tables, was deleted. */
    Optional<JobId> jobOf(WorkId work) {
        return sql.statement("select job_id from import_undo where work_id = :work")
                .bind("work", work.value())
                .first(row -> new JobId(row.text("job_id")));
    }

    /** The state of the import itself. */
    String importStatus(JobId job) {
        return sql.statement("select status from import_job where id = :job")
                .bind("job", job.value())
                .one(row -> row.text("status"));
    }

    boolean hasEnded(JobId job) {
        return sql.statement("select 1 as found from import_job j join work w on w.id = j.work_id where j.id = :job"
                        + " and w.state = 'DONE' and j.status not in ('SUBMITTED', 'IN_PROGRESS')")
                .bind("job", job.value())
                .isThere();
    }

    /** The tables that the import wrote to, that of its rows first; none once the store or version is gone. */
    List<Resource.Table> tables(JobId job) {
        return sql.statement(ResourceRows.TABLE + " join import_job j on j.store_id = s.id where j.id = :job"
                        + " and (t.id = j.table_id or (t.part = 'REJECTED' and j.on_bad_record = 'QUARANTINE' and exists"
                        + " (select 1 from store_table d where d.id = j.table_id))) and" + ResourceRows.IN_SERVICE
                        + " order by t.part, t.name")
                .bind("job", job.value())
                .list(ResourceRows::table);
    }

    /** How many rows the import brought; empty for imports of before, which did not say. */
    Optional<Long> rows(JobId job) {
        return sql.statement("select coalesce(sum(row_count), 0) as rows_in, count(*) - count(row_count) as silent"
                        + " from import_item where job_id = :job and status = 'COMPLETED'")
                .bind("job", job.value())
                .one(row -> row.number("silent") == 0 ? Optional.of(row.number("rows_in")) : Optional.empty());
    }

    /** Whether no worker has it; keeps it so until the transaction ends. */
    boolean waits(JobId job) {
        return sql.statement("select 1 as found from import_undo where job_id = :job and status = 'SUBMITTED'"
                        + " and work_id is null for update")
                .bind("job", job.value())
                .isThere();
    }

    void giveTo(JobId job, WorkId work) {
        sql.statement("update import_undo set work_id = :work where job_id = :job")
                .bind("work", work.value())
                .bind("job", job.value())
                .execute();
        set(job, Status.SUBMITTED, "Its rows lie in files with those of other imports; waits for the ingest worker.");
    }

    /** One that has ended stays as it is, and one that is gone so; false then. */
    boolean set(JobId job, Status status, String message) {
        return set("job_id = :job", job, status, message);
    }

    /** As {@link #set}, unless a worker has it: it is no longer for a server to say what becomes of it. */
    boolean failWaiting(JobId job, String message) {
        return set("job_id = :job and work_id is null", job, Status.FAILED, message);
    }

    private boolean set(String which, JobId job, Status status, String message) {
        return sql.statement("update import_undo set status = :status, status_message = :message, updated = :now where "
                                + which + " and status in ('SUBMITTED', 'IN_PROGRESS')")
                        .bind("status", status)
                        .bind("message", clip(message))
                        .bind("now", sql.now())
                        .bind("job", job.value())
                        .execute()
                == 1;
    }

    /** The import stays what it was, and says what became of its rows; once, whoever else says so too. */
    boolean complete(JobId job, String message) {
        if (!set(job, Status.COMPLETED, message)) {
            return false;
        }
        sql.statement("delete from import_content where job_id = :job")
                .bind("job", job.value())
                .execute();
        String before = sql.statement("select status_message from import_job where id = :job")
                .bind("job", job.value())
                .one(row -> row.text("status_message"));
        sql.statement("update import_job set status_message = :message, updated = :now where id = :job")
                .bind("message", clip("Undone: its rows are no longer in the store. Before: " + before))
                .bind("now", sql.now())
                .bind("job", job.value())
                .execute();
        return true;
    }

    List<WorkId> openWork(StoreId store) {
        return openWork("j.store_id", store.value());
    }

    List<WorkId> openWork(TableId table) {
        return openWork("j.table_id", table.value());
    }

    private List<WorkId> openWork(String column, String value) {
        return work(column, value, " and u.status in ('SUBMITTED', 'IN_PROGRESS')");
    }

    /** The history of imports keeps what became of the undo; its work is the caller's from here on. */
    List<WorkId> takeWork(StoreId store) {
        return takeWork("j.store_id", store.value());
    }

    List<WorkId> takeWork(TableId table) {
        return takeWork("j.table_id", table.value());
    }

    private List<WorkId> takeWork(String column, String value) {
        List<WorkId> taken = work(column, value, "");
        taken.forEach(work -> sql.statement("update import_undo set work_id = null where work_id = :work")
                .bind("work", work.value())
                .execute());
        return taken;
    }

    private List<WorkId> work(String column, String value, String more) {
        return sql.statement("select u.work_id from import_undo u join import_job j on j.id = u.job_id where " + column
                        + " = :value and u.work_id is not null" + more + " order by u.work_id")
                .bind("value", value)
                .list(row -> new WorkId(row.text("work_id")));
    }

    private static String clip(String message) {
        String kept = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
        return kept.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    private static UndoJob undo(Row row) {
        return new UndoJob(
                new JobId(row.text("job_id")), row.constant("status", Status.class), row.text("status_message"));
    }
}
