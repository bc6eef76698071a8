package org.lakeome.catalog.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.TableName;

/** The facts that decisions are made of, read in the transaction of the decision. */
final class AccessRows {

    private final Sql sql;

    AccessRows(Sql sql) {
        this.sql = sql;
    }

    Optional<? extends Resource> find(Target<?> target) {
        return switch (target) {
            case Target.Store store ->
                sql.statement(ResourceRows.STORE + " where s.owner = :owner and s.kind = :kind and s.name = :name")
                        .bind("owner", store.owner().value())
                        .bind("kind", store.kind())
                        .bind("name", store.name().value())
                        .first(ResourceRows::store);
            case Target.Table table ->
                sql.statement(ResourceRows.TABLE + " where a.alias = :namespace and t.name = :table and"
                                + ResourceRows.IN_SERVICE)
                        .bind("namespace", table.namespace())
                        .bind("table", table.table())
                        .first(ResourceRows::table);
            case Target.Share share ->
                sql.statement("select id, owner, subscriber from share where id = :id")
                        .bind("id", share.id().value())
                        .first(row -> new Resource.Share(
                                new ShareId(row.text("id")),
                                new AccountId(row.text("owner")),
                                new AccountId(row.text("subscriber"))));
            case Target.Job job ->
                sql.statement("select id, kind, owner from import_job where id = :id and kind = :kind")
                        .bind("id", job.id().value())
                        .bind("kind", job.kind())
                        .first(row -> new Resource.Job(
                                new JobId(row.text("id")),
                                row.constant("kind", StoreKind.class),
                                new AccountId(row.text("owner"))));
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
                    case Resource.Table table -> {
                        if (isShared(table.part())
                                && holdsGrant(user.account(), table.store().id())) {
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
                if (resource instanceof Resource.Table table
                        && leasedTables(worker).contains(table)) {
                    relations.add(Relation.LEASE_HOLDER);
                    if (!isCancelled(worker)) {
                        relations.add(Relation.COMMITTER);
                    }
                }
                if (resource instanceof Resource.Table table
                        && tablesToRewrite(worker).contains(table)) {
                    relations.add(Relation.REWRITER);
                }
                if (resource instanceof Resource.Table table
                        && tablesToClear(worker).contains(table)) {
                    relations.add(Relation.REMOVER);
                }
            }
            case Caller.TrinoService _ -> {}
        }
        return relations;
    }

    /** What a share of a store gives. */
    private static boolean isShared(TablePart part) {
        return switch (part) {
            case DATA -> true;
            case REJECTED -> false;
        };
    }

    List<Resource.Table> readableBy(AccountId account) {
        return sql.statement(ResourceRows.TABLE + " where" + ResourceRows.IN_SERVICE
                        + " and (s.owner = :account or (t.part = 'DATA' and exists ("
                        + "select 1 from access_grant g where g.store_id = s.id and g.principal = :account"
                        + " and g.privilege = 'READ_DATA'))) order by a.alias, t.name")
                .bind("account", account.value())
                .list(ResourceRows::table);
    }

    /** The table that the worker imports into, and the one for bad records if its job sets them aside. */
    List<Resource.Table> leasedTables(Caller.ImportWorker worker) {
        return sql.statement(ResourceRows.TABLE + " join import_job j on j.store_id = s.id"
                        + " join work w on w.id = j.work_id"
                        + " where w.id = :work and w.attempt = :attempt and w.state = 'LEASED' and w.owner = :owner"
                        + " and s.owner = :owner and (t.id = j.table_id"
                        + " or (t.part = 'REJECTED' and j.on_bad_record = 'QUARANTINE')) and" + ResourceRows.IN_SERVICE
                        + " order by t.name")
                .bind("work", worker.work().value())
                .bind("attempt", worker.attempt())
                .bind("owner", worker.owner().value())
                .list(ResourceRows::table);
    }

    private boolean isCancelled(Caller.ImportWorker worker) {
        return sql.statement("select 1 as asked from work where id = :work and cancel_requested = true")
                .bind("work", worker.work().value())
                .isThere();
    }

    /** The table whose upkeep the worker does. */
    List<Resource.Table> tablesToRewrite(Caller.ImportWorker worker) {
        return sql.statement(ResourceRows.TABLE + " join upkeep_job j on j.table_id = t.id"
                        + " join work w on w.id = j.work_id"
                        + " where w.id = :work and w.attempt = :attempt and w.state = 'LEASED' and w.owner = :owner"
                        + " and s.owner = :owner and" + ResourceRows.IN_SERVICE)
                .bind("work", worker.work().value())
                .bind("attempt", worker.attempt())
                .bind("owner", worker.owner().value())
                .list(ResourceRows::table);
    }

    /** The table that the worker takes an import's rows out of, and the one for bad records if the import set them aside. */
    List<Resource.Table> tablesToClear(Caller.ImportWorker worker) {
        return sql.statement(ResourceRows.TABLE + " join import_job j on j.store_id = s.id"
                        + " join import_undo u on u.job_id = j.id join work w on w.id = u.work_id"
                        + " where w.id = :work and w.attempt = :attempt and w.state = 'LEASED' and w.owner = :owner"
                        + " and s.owner = :owner and (t.id = j.table_id"
                        + " or (t.part = 'REJECTED' and j.on_bad_record = 'QUARANTINE')) and" + ResourceRows.IN_SERVICE
                        + " order by t.name")
                .bind("work", worker.work().value())
                .bind("attempt", worker.attempt())
                .bind("owner", worker.owner().value())
                .list(ResourceRows::table);
    }

    List<TableReader> readers() {
        return sql.statement("select r.alias as reader, a.alias, t.name from store_table t"
                        + " join store s on s.id = t.store_id join account a on a.id = s.owner"
                        + " left join store_version v on v.id = t.version_id"
                        + " join (select id as store_id, owner as principal from store union"
                        + " select store_id, principal from access_grant where privilege = 'READ_DATA') p"
                        + " on p.store_id = s.id and (p.principal = s.owner or t.part = 'DATA')"
                        + " join account r on r.id = p.principal where" + ResourceRows.IN_SERVICE
                        + " order by r.alias, a.alias, t.name")
                .list(row -> new TableReader(
                        new Alias(row.text("reader")), new Alias(row.text("alias")), new TableName(row.text("name"))));
    }

    private boolean holdsGrant(AccountId account, StoreId store) {
        return sql.statement("select 1 as held from access_grant where store_id = :store and principal = :principal"
                        + " and privilege = 'READ_DATA'")
                .bind("store", store.value())
                .bind("principal", account.value())
                .isThere();
    }
}
