package org.lakeome.storage.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.tag.Tags;

/** The rows of reference imports and their items, in one transaction. */
final class ReferenceImportRows {
    private static final String COLUMNS = "id, store_id, owner, role_arn, status, status_message, created, completed";
    static final String OPEN = "status in ('SUBMITTED', 'IN_PROGRESS', 'CANCELLING')";

    private final Sql sql;

    ReferenceImportRows(Sql sql) {
        this.sql = sql;
    }

    void insert(ReferenceImport job, WorkId work, Optional<String> clientToken) {
        sql.statement("insert into reference_import (" + COLUMNS
                        + ", work_id, client_token) values (:id, :store, :owner,"
                        + " :role, :status, :message, :created, null, :work, :token)")
                .bind("id", job.id().value())
                .bind("store", job.store().value())
                .bind("owner", job.owner().value())
                .bind("role", job.roleArn())
                .bind("status", job.status())
                .bind("message", job.statusMessage())
                .bind("created", job.created())
                .bind("work", work.value())
                .bind("token", clientToken.orElse(null))
                .execute();
        for (int position = 0; position < job.items().size(); position++) {
            ReferenceImport.Item item = job.items().get(position);
            sql.statement(
                            "insert into reference_import_item (job_id, position, reference_id, source, name, description,"
                                    + " status, status_message) values (:job, :position, :reference, :source, :name,"
                                    + " :description, :status, :message)")
                    .bind("job", job.id().value())
                    .bind("position", position)
                    .bind("reference", item.reference().value())
                    .bind("source", item.source())
                    .bind("name", item.name())
                    .bind("description", item.description().orElse(null))
                    .bind("status", item.status())
                    .bind("message", item.statusMessage())
                    .execute();
        }
        log(job, job.status(), job.statusMessage());
    }

    Optional<ReferenceImport> find(AccountId owner, ReferenceStoreId store, ReferenceImportId id, Arns arns) {
        return sql.statement("select " + COLUMNS
                        + " from reference_import where id = :id and store_id = :store and owner = :owner")
                .bind("id", id.value())
                .bind("store", store.value())
                .bind("owner", owner.value())
                .first(ReferenceImportRows::job)
                .map(job -> withItems(job, arns));
    }

    Optional<ReferenceImport> findByToken(ReferenceStoreId store, String clientToken, Arns arns) {
        return sql.statement("select " + COLUMNS
                        + " from reference_import where store_id = :store and client_token = :token")
                .bind("store", store.value())
                .bind("token", clientToken)
                .first(ReferenceImportRows::job)
                .map(job -> withItems(job, arns));
    }

    ReferenceImport of(WorkId work, Arns arns) {
        return sql.statement("select " + COLUMNS + " from reference_import where work_id = :work")
                .bind("work", work.value())
                .first(ReferenceImportRows::job)
                .map(job -> withItems(job, arns))
                .orElseThrow(() -> new IllegalStateException("No reference import belongs to work " + work));
    }

    List<ReferenceImport> page(
            AccountId owner,
            ReferenceStoreId store,
            ReferenceImports.Filter filter,
            Optional<Position> after,
            int limit) {
        return new Listing(sql, "reference_import", COLUMNS)
                .where("owner = :owner", "owner", owner.value())
                .where("store_id = :store", "store", store.value())
                .where("status = :status", "status", filter.status().map(Enum::name))
                .createdAfter(filter.createdAfter())
                .createdBefore(filter.createdBefore())
                .page(after, limit, ReferenceImportRows::job);
    }

    long openOf(AccountId owner) {
        return count("reference_import where owner = :key and " + OPEN, owner.value());
    }

    long openIn(ReferenceStoreId store) {
        return count("reference_import where store_id = :key and " + OPEN, store.value());
    }

    /** References that running jobs may still bring into the store. */
    long expectedIn(ReferenceStoreId store) {
        return count(
                "reference_import_item where job_id in (select id from reference_import where store_id = :key and "
                        + OPEN + ")",
                store.value());
    }

    void setStatus(ReferenceImport job, ReferenceImport.Status status, String message) {
        ReferenceImport.Status before = sql.statement("select status from reference_import where id = :id for update")
                .bind("id", job.id().value())
                .one(row -> row.constant("status", ReferenceImport.Status.class));
        sql.statement("update reference_import set status = :status, status_message = :message where id = :id")
                .bind("status", status)
                .bind("message", printable(message))
                .bind("id", job.id().value())
                .execute();
        if (status != before) {
            log(job, status, printable(message));
        }
    }

    private void log(ReferenceImport job, ReferenceImport.Status status, String message) {
        new StateChange(
                        EventType.REFERENCE_IMPORT_JOB,
                        job.owner(),
                        "referenceStore/" + job.store() + "/importJob/" + job.id(),
                        StateChange.members(
                                "id",
                                job.id().value(),
                                "referenceStoreId",
                                job.store().value(),
                                "statusMessage",
                                message),
                        status.name())
                .log(sql);
    }

    void complete(ReferenceImport job, ReferenceImport.Status status, String message) {
        setStatus(job, status, message);
        sql.statement("update reference_import set completed = :now where id = :id")
                .bind("now", sql.now())
                .bind("id", job.id().value())
                .execute();
    }

    void setItem(ReferenceImport.Item item, ReferenceImport.ItemStatus status, String message) {
        sql.statement("update reference_import_item set status = :status, status_message = :message"
                        + " where reference_id = :reference")
                .bind("status", status)
                .bind("message", printable(message))
                .bind("reference", item.reference().value())
                .execute();
    }

    /** Workers quote what hostile files hold: a NUL would be refused here, and the job could never end. */
    private static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    private long count(String from, String key) {
        return sql.statement("select count(*) as n from " + from)
                .bind("key", key)
                .one(row -> row.number("n"));
    }

    private ReferenceImport withItems(ReferenceImport job, Arns arns) {
        TagRows tags = new TagRows(sql);
        List<ReferenceImport.Item> items = sql
                .statement("select reference_id, source, name, description, status,"
                        + " status_message from reference_import_item where job_id = :job order by position")
                .bind("job", job.id().value())
                .list(ReferenceImportRows::item)
                .stream()
                .map(item -> item.withTags(tags.of(Reference.arn(arns, job.owner(), job.store(), item.reference()))))
                .toList();
        return job.withItems(items);
    }

    private static ReferenceImport job(Row row) {
        return new ReferenceImport(
                new ReferenceImportId(row.text("id")),
                new ReferenceStoreId(row.text("store_id")),
                new AccountId(row.text("owner")),
                row.text("role_arn"),
                row.constant("status", ReferenceImport.Status.class),
                row.text("status_message"),
                List.of(),
                row.instant("created"),
                row.optionalInstant("completed"));
    }

    private static ReferenceImport.Item item(Row row) {
        return new ReferenceImport.Item(
                new ReferenceId(row.text("reference_id")),
                row.text("source"),
                row.text("name"),
                row.optionalText("description"),
                new Tags(Map.of()),
                row.constant("status", ReferenceImport.ItemStatus.class),
                row.text("status_message"));
    }
}
