package org.lakeome.storage.reference;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.page.Position;

/** The rows of references, in one transaction. Every look-up names the owner, so that no caller finds another's. */
final class ReferenceRows {
    private static final String COLUMNS = "id, store_id, owner, job_id, name, description, status, md5, source_bytes,"
            + " index_bytes, created, updated";

    private final Sql sql;

    ReferenceRows(Sql sql) {
        this.sql = sql;
    }

    void insert(Reference reference, List<Contig> contigs) {
        sql.statement("insert into reference (" + COLUMNS + ") values (:id, :store, :owner, :job, :name, :description,"
                        + " :status, :md5, :sourceBytes, :indexBytes, :created, :updated)")
                .bind("id", reference.id().value())
                .bind("store", reference.store().value())
                .bind("owner", reference.owner().value())
                .bind("job", reference.job().value())
                .bind("name", reference.name())
                .bind("description", reference.description().orElse(null))
                .bind("status", reference.status())
                .bind("md5", reference.md5())
                .bind("sourceBytes", reference.sourceBytes())
                .bind("indexBytes", reference.indexBytes())
                .bind("created", reference.created())
                .bind("updated", reference.updated())
                .execute();
        for (int position = 0; position < contigs.size(); position++) {
            Contig contig = contigs.get(position);
            sql.statement("insert into reference_contig (reference_id, position, name, bases, md5)"
                            + " values (:id, :position, :name, :bases, :md5)")
                    .bind("id", reference.id().value())
                    .bind("position", position)
                    .bind("name", contig.name())
                    .bind("bases", contig.length())
                    .bind("md5", contig.md5())
                    .execute();
        }
        log(reference, "ACTIVE");
    }

    Optional<Reference> find(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return select(owner, store, id, "");
    }

    Optional<Reference> lock(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return select(owner, store, id, " for update");
    }

    List<Reference> page(
            AccountId owner, ReferenceStoreId store, References.Filter filter, Optional<Position> after, int limit) {
        return new Listing(sql, "reference", COLUMNS)
                .where("owner = :owner", "owner", owner.value())
                .where("store_id = :store", "store", store.value())
                .where("name = :name", "name", filter.name())
                .where("md5 = :md5", "md5", filter.md5())
                .createdAfter(filter.createdAfter())
                .createdBefore(filter.createdBefore())
                .page(after, limit, ReferenceRows::reference);
    }

    List<Contig> contigs(Reference reference) {
        return sql.statement("select name, bases, md5 from reference_contig where reference_id = :id order by position")
                .bind("id", reference.id().value())
                .list(row -> new Contig(row.text("name"), row.number("bases"), row.text("md5")));
    }

    List<Reference> leftDeleting() {
        return sql.statement("select " + COLUMNS + " from reference where status = 'DELETING' order by id")
                .list(ReferenceRows::reference);
    }

    /** Every reference that exists or that a running import may bring. */
    Set<ReferenceId> presentOrExpected() {
        return Set.copyOf(
                sql.statement("select id from reference union select reference_id as id from reference_import_item"
                                + " where job_id in (select id from reference_import where " + ReferenceImportRows.OPEN
                                + ")")
                        .list(row -> new ReferenceId(row.text("id"))));
    }

    long countIn(ReferenceStoreId store) {
        return sql.statement("select count(*) as n from reference where store_id = :store")
                .bind("store", store.value())
                .one(row -> row.number("n"));
    }

    void markDeleting(Reference reference) {
        sql.statement("update reference set status = 'DELETING', updated = :now where id = :id")
                .bind("now", sql.now())
                .bind("id", reference.id().value())
                .execute();
    }

    void delete(Reference reference) {
        int deleted = sql.statement("delete from reference where id = :id")
                .bind("id", reference.id().value())
                .execute();
        if (deleted > 0) {
            log(reference, "DELETED");
        }
    }

    private void log(Reference reference, String status) {
        new StateChange(
                        EventType.REFERENCE,
                        reference.owner(),
                        "referenceStore/" + reference.store() + "/reference/" + reference.id(),
                        StateChange.members(
                                "id",
                                reference.id().value(),
                                "referenceStoreId",
                                reference.store().value(),
                                "creationJobId",
                                reference.job().value()),
                        status)
                .log(sql);
    }

    private Optional<Reference> select(AccountId owner, ReferenceStoreId store, ReferenceId id, String lock) {
        return sql.statement("select " + COLUMNS
                        + " from reference where id = :id and store_id = :store and owner = :owner" + lock)
                .bind("id", id.value())
                .bind("store", store.value())
                .bind("owner", owner.value())
                .first(ReferenceRows::reference);
    }

    private static Reference reference(Row row) {
        return new Reference(
                new ReferenceId(row.text("id")),
                new ReferenceStoreId(row.text("store_id")),
                new AccountId(row.text("owner")),
                new ReferenceImportId(row.text("job_id")),
                row.text("name"),
                row.optionalText("description"),
                row.constant("status", Reference.Status.class),
                row.text("md5"),
                row.number("source_bytes"),
                row.number("index_bytes"),
                row.instant("created"),
                row.instant("updated"));
    }
}
