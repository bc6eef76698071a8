package org.lakeome.catalog.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreName;

/** The facts that decisions are made of, read in the transaction of the decision. */
final class AccessRows {

    private static final String STORE = "select s.id, s.name, s.owner, a.alias, s.status"
            + " from variant_store s join account a on a.id = s.owner";

    /** States in which the rows of a store can be read and written. */
    private static final String IN_SERVICE = "('ACTIVE', 'UPDATING')";

    private final Sql sql;

    AccessRows(Sql sql) {
        this.sql = sql;
    }

    Optional<? extends Resource> find(Target<?> target, boolean inService) {
        String restriction = inService ? " and s.status in " + IN_SERVICE : "";
        return switch (target) {
            case Target.Store store ->
                sql.statement(STORE + " where s.owner = :owner and s.name = :name" + restriction)
                        .bind("owner", store.owner().value())
                        .bind("name", store.name().value())
                        .first(AccessRows::store);
            case Target.Table table ->
                sql.statement(STORE + " where a.alias = :namespace and s.name = :table" + restriction)
                        .bind("namespace", table.namespace())
                        .bind("table", table.table())
                        .first(AccessRows::store);
            case Target.Share share ->
                sql.statement("select id, owner, subscriber from share where id = :id")
                        .bind("id", share.id().value())
                        .first(row -> new Resource.Share(
                                new ShareId(row.text("id")),
                                new AccountId(row.text("owner")),
                                new AccountId(row.text("subscriber"))));
            case Target.Job job ->
                sql.statement("select id, owner from variant_import_job where id = :id")
                        .bind("id", job.id().value())
                        .first(row -> new Resource.Job(new JobId(row.text("id")), new AccountId(row.text("owner"))));
        };
    }

    Set<Relation> relations(Caller caller, Resource resource) {
        Set<Relation> relations = EnumSet.noneOf(Relation.class);
        switch (caller) {
            case Caller.User user -> {
                if (user.account().equals(resource.owner())) {
                    relations.add(Relation.OWNER);
                }
                switch (resource) {
                    case Resource.Store store -> {
                        if (holdsGrant(user.account(), store.id())) {
                            relations.add(Relation.READER);
                        }
                    }
                    case Resource.Share share -> {
                        if (user.account().equals(share.subscriber())) {
                            relations.add(Relation.SUBSCRIBER);
                        }
                    }
                    case Resource.Job _ -> {}
                }
            }
            case Caller.ImportWorker worker -> {
                if (resource instanceof Resource.Store store
                        && leasedStore(worker).filter(store::equals).isPresent()) {
                    relations.add(Relation.LEASE_HOLDER);
                }
            }
            case Caller.TrinoService _ -> {}
        }
        return relations;
    }

    List<Resource.Store> readableBy(AccountId account) {
        return sql.statement(STORE + " where s.status in " + IN_SERVICE + " and (s.owner = :account or exists ("
                        + "select 1 from access_grant g where g.store_id = s.id and g.principal = :account"
                        + " and g.privilege = 'READ_DATA')) order by a.alias, s.name")
                .bind("account", account.value())
                .list(AccessRows::store);
    }

    /** The store that the worker imports into, if its lease is the current one. */
    Optional<Resource.Store> leasedStore(Caller.ImportWorker worker) {
        return sql.statement(STORE + " join variant_import_job j on j.store_id = s.id join work w on w.id = j.work_id"
                        + " where w.id = :work and w.attempt = :attempt and w.state = 'LEASED' and w.owner = :owner"
                        + " and s.owner = :owner and s.status in " + IN_SERVICE)
                .bind("work", worker.work().value())
                .bind("attempt", worker.attempt())
                .bind("owner", worker.owner().value())
                .first(AccessRows::store);
    }

    List<TableReader> readers() {
        return sql.statement("select r.alias as reader, a.alias, s.name"
                        + " from variant_store s join account a on a.id = s.owner"
                        + " join (select id as store_id, owner as principal from variant_store union"
                        + " select store_id, principal from access_grant where privilege = 'READ_DATA') p"
                        + " on p.store_id = s.id join account r on r.id = p.principal"
                        + " where s.status in " + IN_SERVICE + " order by r.alias, a.alias, s.name")
                .list(row -> new TableReader(
                        new Alias(row.text("reader")), new Alias(row.text("alias")), new StoreName(row.text("name"))));
    }

    private boolean holdsGrant(AccountId account, StoreId store) {
        return sql.statement("select 1 as held from access_grant where store_id = :store and principal = :principal"
                        + " and privilege = 'READ_DATA'")
                .bind("store", store.value())
                .bind("principal", account.value())
                .isThere();
    }

    private static Resource.Store store(Row row) {
        return new Resource.Store(
                new StoreId(row.text("id")),
                new StoreName(row.text("name")),
                new AccountId(row.text("owner")),
                new Alias(row.text("alias")));
    }
}
