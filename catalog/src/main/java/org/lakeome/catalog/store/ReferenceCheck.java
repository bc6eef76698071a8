package org.lakeome.catalog.store;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Sql;

/** Asks the keeper of references, in the transaction that makes a store on one. */
@FunctionalInterface
public interface ReferenceCheck {

    /** Whether the account has the reference of that ARN, which then stays until the transaction ends. */
    boolean owns(Sql sql, AccountId owner, String referenceArn);
}
