package org.lakeome.catalog.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.ResourceRows;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.WorkId;

/** The rows of upkeep jobs, in one transaction. */
final class UpkeepRows {

    private static final String JOB =
            "select j.id, j.table_name, j.status, j.status_message, j.join_failed, j.retain_seconds, j.created from upkeep_job j";

    private static final String OPEN = "('SUBMITTED', 'IN_PROGRESS', 'CLEANING')";

    private static final int LONGEST_MESSAGE = 1000;

    private final Sql sql;

    UpkeepRows(Sql sql) {
        this.sql = sql;
    }

    /** @param work empty if there are no small files */
    UpkeepJob insert(Resource.Table table, long smallFiles, Duration retain, Optional<WorkId> work) {
        UpkeepJob.Status status = work.isPresent() ? UpkeepJob.Status.SUBMITTED : UpkeepJob.Status.CLEANING;
        String message = work.isPresent() ? "Waits for the ingest worker." : "There were no small files to join";
        UpkeepJob job =
                new UpkeepJob(UUID.randomUUID().toString(), table.name(), status, message, false, retain, sql.now());
        sql.statement("insert into upkeep_job (id, work_id, owner, store_id, table_id, table_name, status,"
                        + " status_message, small_files, retain_seconds, created, updated) values (:id, :work, :owner, :store,"
                        + " :table, :name, :status, :message, :files, :retain, :now, :now)")
                .bind("id", job.id())
                .bind("work", work.map(WorkId::value).orElse(null))
                .bind("owner", table.owner().value())
                .bind("store", table.store().id().value())
                .bind("table", table.id().value())
                .bind("name", table.name().value())
                .bind("status", status)
                .bind("message", message)
                .bind("files", smallFiles)
                .bind("retain", retain.toSeconds())
                .bind("now", sql.now())
                .execute();
        return job;
    }

    boolean isAnyOpen() {
        return sql.statement("select 1 as found from upkeep_job where status in " + OPEN)
                .isThere();
    }

    boolean isOpen(TableId table) {
        return sql.statement("select 1 as found from upkeep_job where table_id = :table and status in " + OPEN)
                .bind("table", table.value())
                .isThere();
    }

    /** When the last upkeep of the table began that ended well. */
    Optional<Instant> lastCompleted(TableId table) {
        return sql.statement("select created from upkeep_job where table_id = :table and status = 'COMPLETED'"
                        + " order by created desc fetch first 1 rows only")
                .bind("table", table.value())
                .first(row -> row.instant("created"));
    }

    /** Newest first. */
    List<UpkeepJob> ofStore(StoreId store, int most) {
        return sql.statement(JOB + " where j.store_id = :store order by j.created desc, j.table_name fetch first "
                        + most + " rows only")
                .bind("store", store.value())
                .list(UpkeepRows::job);
    }

    List<UpkeepJob> cleaning() {
        return sql.statement(JOB + " where j.status = 'CLEANING' order by j.created")
                .list(UpkeepRows::job);
    }

    /** Its table; empty once that is gone. */
    Optional<Resource.Table> tableOf(String job) {
        return sql.statement(ResourceRows.TABLE + " join upkeep_job j on j.table_id = t.id where j.id = :id and"
                        + ResourceRows.IN_SERVICE)
                .bind("id", job)
                .first(ResourceRows::table);
    }

    Optional<Resource.Table> tableOf(WorkId work) {
        return sql.statement(ResourceRows.TABLE + " join upkeep_job j on j.table_id = t.id where j.work_id = :work and"
                        + ResourceRows.IN_SERVICE)
                .bind("work", work.value())
                .first(ResourceRows::table);
    }

    long smallFilesOf(WorkId work) {
        return sql.statement("select small_files from upkeep_job where work_id = :work")
                .bind("work", work.value())
                .one(row -> row.number("small_files"));
    }

    List<Resource.Table> tablesOf(StoreId store) {
        return sql.statement(
                        ResourceRows.TABLE + " where s.id = :store and" + ResourceRows.IN_SERVICE + " order by t.name")
                .bind("store", store.value())
                .list(ResourceRows::table);
    }

    /** The table that nobody has looked at for longest, if that was before the time. */
    Optional<Resource.Table> lookedAfterBefore(Instant time) {
        return sql.statement(ResourceRows.TABLE + " where t.looked_after <= :time and" + ResourceRows.IN_SERVICE
                        + " order by t.looked_after, t.id fetch first 1 rows only")
                .bind("time", time)
                .first(ResourceRows::table);
    }

    void noteLook(TableId table) {
        sql.statement("update store_table set looked_after = :now where id = :id")
                .bind("now", sql.now())
                .bind("id", table.value())
                .execute();
    }

    /** Takes the right to do upkeep, or keeps it; says false while another server has it. */
    boolean takeTurn(String server, Instant until) {
        return sql.statement("update upkeep_turn set server = :server, lease_until = :until"
                                + " where server is null or server = :server or lease_until < :now")
                        .bind("server", server)
                        .bind("until", until)
                        .bind("now", sql.now())
                        .execute()
                == 1;
    }

    void endTurn(String server) {
        sql.statement("update upkeep_turn set server = null, lease_until = null where server = :server")
                .bind("server", server)
                .execute();
    }

    /** Import jobs into the store that a worker has or may yet get: their marks and files must stay. */
    Set<String> runningImports(StoreId store) {
        return new HashSet<>(sql.statement("select j.id from import_job j join work w on w.id = j.work_id"
                        + " where j.store_id = :store and (w.state <> 'DONE' or j.status in ('SUBMITTED',"
                        + " 'IN_PROGRESS'))")
                .bind("store", store.value())
                .list(row -> row.text("id")));
    }

    /** Undos after which the history is as {@code state} says, and since when; oldest first. */
    List<UndoneHistory> histories(UndoneHistory.State state) {
        return sql.statement("select u.job_id, u.updated, j.store_id from import_undo u"
                        + " join import_job j on j.id = u.job_id where u.status = 'COMPLETED' and u.history = :state"
                        + " order by u.updated, u.job_id")
                .bind("state", state)
                .list(row -> new UndoneHistory(
                        new JobId(row.text("job_id")), new StoreId(row.text("store_id")), row.instant("updated")));
    }

    void set(JobId undone, UndoneHistory.State state) {
        sql.statement("update import_undo set history = :state where job_id = :job")
                .bind("state", state)
                .bind("job", undone.value())
                .execute();
    }

    List<WorkId> openWork(StoreId store) {
        return openWork("store_id", store.value());
    }

    List<WorkId> openWork(TableId table) {
        return openWork("table_id", table.value());
    }

    private List<WorkId> openWork(String column, String value) {
        return work(column + " = :value and status in ('SUBMITTED', 'IN_PROGRESS')", value);
    }

    /** The jobs end with their tables; their work is the caller's from here on. */
    List<WorkId> takeWork(StoreId store) {
        return takeWork("store_id = :value", store.value());
    }

    List<WorkId> takeWork(TableId table) {
        return takeWork("table_id = :value", table.value());
    }

    private List<WorkId> takeWork(String which, String value) {
        List<WorkId> taken = work(which, value);
        sql.statement("update upkeep_job set work_id = null where " + which)
                .bind("value", value)
                .execute();
        return taken;
    }

    private List<WorkId> work(String which, String value) {
        return sql.statement(
                        "select work_id from upkeep_job where " + which + " and work_id is not null order by work_id")
                .bind("value", value)
                .list(row -> new WorkId(row.text("work_id")));
    }

    void set(WorkId work, UpkeepJob.Status status, String message) {
        set("work_id = :value", work.value(), status, message);
    }

    void joinFailed(WorkId work, String message) {
        sql.statement("update upkeep_job set join_failed = true where work_id = :work")
                .bind("work", work.value())
                .execute();
        set(work, UpkeepJob.Status.CLEANING, message);
    }

    /** The end of a job that is CLEANING; any other stays as it is. */
    void end(String job, UpkeepJob.Status status, String message) {
        set("id = :value and status = 'CLEANING'", job, status, message);
    }

    private void set(String which, String value, UpkeepJob.Status status, String message) {
        sql.statement("update upkeep_job set status = :status, status_message = :message, updated = :now where "
                        + which)
                .bind("status", status)
                .bind("message", clip(message))
                .bind("now", sql.now())
                .bind("value", value)
                .execute();
    }

    private static String clip(String message) {
        String kept = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
        return kept.replaceAll("\\p{Cntrl}", "?");
    }

    private static UpkeepJob job(Row row) {
        return new UpkeepJob(
                row.text("id"),
                new TableName(row.text("table_name")),
                row.constant("status", UpkeepJob.Status.class),
                row.text("status_message"),
                row.flag("join_failed"),
                Duration.ofSeconds(row.number("retain_seconds")),
                row.instant("created"));
    }
}
