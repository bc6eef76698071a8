package org.lakeome.catalog.access;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreName;

/** A thing that was found, with what identifies it. */
public sealed interface Resource {

    AccountId owner();

    /** A store and its table, which is {@code namespace.name} in SQL. */
    record Store(StoreId id, StoreName name, AccountId owner, Alias namespace) implements Resource {}

    record Share(ShareId id, AccountId owner, AccountId subscriber) implements Resource {}

    record Job(JobId id, AccountId owner) implements Resource {}
}
