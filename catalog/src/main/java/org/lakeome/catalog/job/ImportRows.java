package org.lakeome.catalog.job;

import static org.lakeome.catalog.event.StateChange.STORE_NAME;
import static org.lakeome.catalog.event.StateChange.members;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.ResourceRows;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.store.ImportSettings;
import org.lakeome.catalog.store.OnBadRecord;
import org.lakeome.catalog.store.OnDuplicate;

/** The rows of import jobs of both kinds and their items, in one transaction. */
final class ImportRows {

    private static final String JOB =
            "select id, kind, owner, store_name, version_name, role_arn, status, status_message,"
                    + " format_options, split_multiallelics, on_bad_record, on_duplicate, adopts, left_normalize,"
                    + " created, updated, completed"
                    + " from import_job";

    private static final String RUNNING = "('SUBMITTED', 'IN_PROGRESS')";

    private static final int LONGEST_MESSAGE = 1000;

    private final Sql sql;

    ImportRows(Sql sql) {
        this.sql = sql;
    }

    void insert(ImportJob job, Resource.Table table, WorkId work) {
        sql.statement("insert into import_job (id, kind, work_id, owner, store_id, store_name, version_name, table_id,"
                        + " role_arn, status, status_message, format_options, split_multiallelics, on_bad_record,"
                        + " on_duplicate, adopts, left_normalize, created, updated) values (:id, :kind, :work, :owner, :store, :name,"
                        + " :version, :table, :role, :status, :message, :options, :split, :bad, :duplicate, :adopts, :normalize, :created,"
                        + " :updated)")
                .bind("id", job.id().value())
                .bind("kind", job.kind())
                .bind("work", work.value())
                .bind("owner", job.owner().value())
                .bind("store", table.store().id().value())
                .bind("name", job.destination().value())
                .bind("version", job.version().map(VersionName::value).orElse(null))
                .bind("table", table.id().value())
                .bind("role", job.roleArn())
                .bind("status", job.status())
                .bind("message", job.statusMessage())
                .bind("options", FormatOptionsJson.toText(job.formatOptions()).orElse(null))
                .bind("split", job.settings().splitMultiallelics())
                .bind("bad", job.settings().onBadRecord())
                .bind("duplicate", job.settings().onDuplicate())
                .bind("adopts", job.adopts())
                .bind("normalize", job.leftNormalize())
                .bind("created", job.created())
                .bind("updated", job.updated())
                .execute();
        for (int position = 0; position < job.items().size(); position++) {
            ImportJob.Item item = job.items().get(position);
            sql.statement("insert into import_item (job_id, position, source, status, status_message)"
                            + " values (:job, :position, :source, :status, :message)")
                    .bind("job", job.id().value())
                    .bind("position", position)
                    .bind("source", item.source())
                    .bind("status", item.status())
                    .bind("message", item.statusMessage())
                    .execute();
        }
        job.annotationFields().forEach((key, value) -> sql.statement(
                        "insert into import_field (job_id, field_key, field_value)" + " values (:job, :key, :value)")
                .bind("job", job.id().value())
                .bind("key", key)
                .bind("value", value)
                .execute());
        log(job.id(), job.status());
    }

    /** Locks the account, so that two starts cannot both take its last place. */
    long lockAccountAndCountWaiting(AccountId owner) {
        sql.statement("select id from account where id = :id for update")
                .bind("id", owner.value())
                .list(row -> row.text("id"));
        return sql.statement("select count(*) as jobs from import_job where owner = :owner and status = 'SUBMITTED'")
                .bind("owner", owner.value())
                .one(row -> row.number("jobs"));
    }

    Optional<ImportJob> find(JobId id) {
        return sql.statement(JOB + " where id = :id")
                .bind("id", id.value())
                .first(row -> job(row, fields(id), items(id)));
    }

    List<ImportJob> list(AccountId owner, StoreKind kind, ImportFilter filter, Optional<Position> after, int most) {
        var statement = sql.statement(JOB + " where owner = :owner and kind = :kind"
                        + (filter.ids().isEmpty() ? "" : " and id in (<ids>)")
                        + (filter.status().isEmpty() ? "" : " and status = :status")
                        + (filter.storeName().isEmpty() ? "" : " and store_name = :store")
                        + (after.isEmpty() ? "" : " and (created > :at or (created = :at and id > :id))")
                        + " order by created, id fetch first :most rows only")
                .bind("owner", owner.value())
                .bind("kind", kind)
                .bind("most", most);
        if (!filter.ids().isEmpty()) {
            statement.bindList("ids", filter.ids());
        }
        filter.status().ifPresent(status -> statement.bind("status", status));
        filter.storeName().ifPresent(name -> statement.bind("store", name));
        after.ifPresent(place -> statement.bind("at", place.created()).bind("id", place.id()));
        return statement.list(row -> {
            JobId id = new JobId(row.text("id"));
            return job(row, fields(id), List.of());
        });
    }

    /** Removes some jobs with their items and work, but none that is being undone; says whether there may be more. */
    boolean forgetEndedBefore(Instant time) {
        List<String> works = new ArrayList<>(sql.statement(
                        "select work_id from import_job j where completed <= :time"
                                + " and not exists (select 1 from import_undo u where u.job_id = j.id"
                                + " and u.status in ('SUBMITTED', 'IN_PROGRESS')) order by completed, id fetch first 500 rows only")
                .bind("time", time)
                .list(row -> row.text("work_id")));
        if (works.isEmpty()) {
            return false;
        }
        works.addAll(sql.statement("select u.work_id from import_undo u join import_job j on j.id = u.job_id"
                        + " where u.work_id is not null and j.work_id in (<works>)")
                .bindList("works", List.copyOf(works))
                .list(row -> row.text("work_id")));
        sql.statement("delete from import_job where work_id in (<works>)")
                .bindList("works", works)
                .execute();
        sql.statement("delete from work where id in (<works>)")
                .bindList("works", works)
                .execute();
        return true;
    }

    JobId jobOf(WorkId work) {
        return sql.statement("select id from import_job where work_id = :work")
                .bind("work", work.value())
                .one(row -> new JobId(row.text("id")));
    }

    WorkId workOf(JobId job) {
        return sql.statement("select work_id from import_job where id = :id")
                .bind("id", job.value())
                .one(row -> new WorkId(row.text("work_id")));
    }

    /** The work of the jobs that run into the table, in the order in which all lock it. */
    List<WorkId> runningInto(TableId table) {
        return sql.statement("select work_id from import_job where table_id = :table and status in " + RUNNING
                        + " order by work_id")
                .bind("table", table.value())
                .list(row -> new WorkId(row.text("work_id")));
    }

    /** The work of the jobs that run into the store, in the order in which all lock it. */
    List<WorkId> runningInto(StoreId store) {
        return sql.statement("select work_id from import_job where store_id = :store and status in " + RUNNING
                        + " order by work_id")
                .bind("store", store.value())
                .list(row -> new WorkId(row.text("work_id")));
    }

    /** Where the rows of the job go; empty once that table is gone. */
    Optional<Resource.Table> tableOf(JobId job) {
        return sql.statement(ResourceRows.TABLE + " join import_job j on j.table_id = t.id where j.id = :job")
                .bind("job", job.value())
                .first(ResourceRows::table);
    }

    void setStatus(JobId job, JobStatus status, String message) {
        JobStatus before = sql.statement("select status from import_job where id = :id for update")
                .bind("id", job.value())
                .one(row -> row.constant("status", JobStatus.class));
        sql.statement("update import_job set status = :status, status_message = :message, updated = :now,"
                        + " completed = :completed where id = :id")
                .bind("status", status)
                .bind("message", clip(message))
                .bind("now", sql.now())
                .bind("completed", status.isFinal() ? sql.now() : null)
                .bind("id", job.value())
                .execute();
        if (status != before) {
            log(job, status);
        }
    }

    void tellWaiting(String message) {
        sql.statement("update import_job set status_message = :message where status = 'SUBMITTED'")
                .bind("message", clip(message))
                .execute();
    }

    private void log(JobId job, JobStatus status) {
        sql.statement("select kind, owner, store_id, store_name from import_job where id = :id")
                .bind("id", job.value())
                .one(row -> {
                    StoreKind kind = row.constant("kind", StoreKind.class);
                    String store = row.text("store_name");
                    return new StateChange(
                            EventType.ofImportJob(kind),
                            new AccountId(row.text("owner")),
                            kind.arnPrefix() + store + "/" + job,
                            members("jobId", job.value(), "storeId", row.text("store_id"), STORE_NAME, store),
                            status.name());
                })
                .log(sql);
    }

    /** @param position of the item in {@link ImportJob#items()} */
    void setItem(JobId job, int position, JobStatus status, String message) {
        sql.statement("update import_item set status = :status, status_message = :message"
                        + " where job_id = :job and position = :position")
                .bind("status", status)
                .bind("message", clip(message))
                .bind("job", job.value())
                .bind("position", position)
                .execute();
    }

    /** How many rows the item has brought. */
    void setItemRows(JobId job, int position, long rows) {
        sql.statement("update import_item set row_count = :rows where job_id = :job and position = :position")
                .bind("rows", rows)
                .bind("job", job.value())
                .bind("position", position)
                .execute();
    }

    private Map<String, String> fields(JobId job) {
        Map<String, String> fields = new HashMap<>();
        sql.statement("select field_key, field_value from import_field where job_id = :job")
                .bind("job", job.value())
                .list(row -> fields.put(row.text("field_key"), row.text("field_value")));
        return fields;
    }

    private List<ImportJob.Item> items(JobId job) {
        return sql.statement("select source, status, status_message from import_item where job_id = :job"
                        + " order by position")
                .bind("job", job.value())
                .list(row -> new ImportJob.Item(
                        row.text("source"), row.constant("status", JobStatus.class), row.text("status_message")));
    }

    /**
     * Workers quote what hostile files hold: a NUL would be refused here, and the job could never end; half a character, also
     * one that was cut in two here, could never be written into an answer.
     */
    private static String clip(String message) {
        String kept = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
        return kept.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    private static ImportJob job(Row row, Map<String, String> fields, List<ImportJob.Item> items) {
        return new ImportJob(
                new JobId(row.text("id")),
                row.constant("kind", StoreKind.class),
                new AccountId(row.text("owner")),
                new StoreName(row.text("store_name")),
                row.optionalText("version_name").map(VersionName::new),
                row.text("role_arn"),
                row.constant("status", JobStatus.class),
                row.text("status_message"),
                FormatOptionsJson.fromText(row.optionalText("format_options")),
                new ImportSettings(
                        row.flag("split_multiallelics"),
                        row.constant("on_bad_record", OnBadRecord.class),
                        row.constant("on_duplicate", OnDuplicate.class)),
                row.flag("adopts"),
                row.flag("left_normalize"),
                fields,
                items,
                row.instant("created"),
                row.instant("updated"),
                row.optionalInstant("completed"));
    }
}
