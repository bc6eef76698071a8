package org.lakeome.storage.reference;

import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.page.Position;

/** The rows of reference stores, in one transaction. Every look-up names the owner. */
final class ReferenceStoreRows {
    private static final String COLUMNS = "id, owner, name, description, created";

    private final Sql sql;

    ReferenceStoreRows(Sql sql) {
        this.sql = sql;
    }

    void insert(ReferenceStore store, Optional<String> clientToken) {
        sql.statement("insert into reference_store (" + COLUMNS
                        + ", client_token) values (:id, :owner, :name, :description, :created, :token)")
                .bind("id", store.id().value())
                .bind("owner", store.owner().value())
                .bind("name", store.name())
                .bind("description", store.description().orElse(null))
                .bind("created", store.created())
                .bind("token", clientToken.orElse(null))
                .execute();
        log(store, "CREATED");
    }

    Optional<ReferenceStore> find(AccountId owner, ReferenceStoreId id) {
        return select(owner, id, "");
    }

    ReferenceStore require(AccountId owner, ReferenceStoreId id) {
        return find(owner, id).orElseThrow(() -> ReferenceStores.notFound(id));
    }

    /** Keeps the store in place until the transaction ends: a reference that comes meets no store that goes. */
    ReferenceStore requireLocked(AccountId owner, ReferenceStoreId id) {
        return lock(owner, id).orElseThrow(() -> ReferenceStores.notFound(id));
    }

    Optional<ReferenceStore> lock(AccountId owner, ReferenceStoreId id) {
        return select(owner, id, " for update");
    }

    Optional<ReferenceStore> findByToken(AccountId owner, String clientToken) {
        return sql.statement(
                        "select " + COLUMNS + " from reference_store where owner = :owner and client_token = :token")
                .bind("owner", owner.value())
                .bind("token", clientToken)
                .first(ReferenceStoreRows::store);
    }

    List<ReferenceStore> page(AccountId owner, ReferenceStores.Filter filter, Optional<Position> after, int limit) {
        return new Listing(sql, "reference_store", COLUMNS)
                .where("owner = :owner", "owner", owner.value())
                .where("name = :name", "name", filter.name())
                .createdAfter(filter.createdAfter())
                .createdBefore(filter.createdBefore())
                .page(after, limit, ReferenceStoreRows::store);
    }

    void delete(ReferenceStore store) {
        sql.statement("delete from reference_store where id = :id")
                .bind("id", store.id().value())
                .execute();
        log(store, "DELETED");
    }

    private void log(ReferenceStore store, String status) {
        new StateChange(
                        EventType.REFERENCE_STORE,
                        store.owner(),
                        "referenceStore/" + store.id(),
                        StateChange.members("id", store.id().value()),
                        status)
                .log(sql);
    }

    private Optional<ReferenceStore> select(AccountId owner, ReferenceStoreId id, String lock) {
        return sql.statement("select " + COLUMNS + " from reference_store where id = :id and owner = :owner" + lock)
                .bind("id", id.value())
                .bind("owner", owner.value())
                .first(ReferenceStoreRows::store);
    }

    private static ReferenceStore store(Row row) {
        return new ReferenceStore(
                new ReferenceStoreId(row.text("id")),
                new AccountId(row.text("owner")),
                row.text("name"),
                row.optionalText("description"),
                row.instant("created"));
    }
}
