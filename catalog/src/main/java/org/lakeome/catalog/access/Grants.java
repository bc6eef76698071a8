package org.lakeome.catalog.access;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;

/**
 * The grant rows. They change only inside the transaction that changes the state of the share they stand for, and no
 * decision is cached: what is decided after the commit sees the change.
 */
public final class Grants {

    /** Gives what an accepted share promises. */
    public void give(Sql sql, StoreId store, AccountId principal, Privilege privilege, ShareId share) {
        sql.statement("insert into access_grant (store_id, principal, privilege, share_id, created)"
                        + " values (:store, :principal, :privilege, :share, :created)")
                .bind("store", store.value())
                .bind("principal", principal.value())
                .bind("privilege", privilege)
                .bind("share", share.value())
                .bind("created", sql.now())
                .execute();
    }

    /** Takes back all that was given through the share. */
    public void takeBack(Sql sql, ShareId share) {
        sql.statement("delete from access_grant where share_id = :share")
                .bind("share", share.value())
                .execute();
    }
}
