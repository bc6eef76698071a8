package org.lakeome.catalog.access;

import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionName;

/** A thing that was found, with what identifies it. */
public sealed interface Resource {

    AccountId owner();

    /** A store of either kind; its tables lie in the namespace, which is the schema in SQL. */
    record Store(StoreId id, StoreKind kind, StoreName name, AccountId owner, Alias namespace) implements Resource {}

    /** One table of a store, {@code namespace.name} in SQL; the version is that of an annotation store's rows. */
    record Table(TableId id, TableName name, TablePart part, Optional<VersionName> version, Store store)
            implements Resource {
        @Override
        public AccountId owner() {
            return store.owner();
        }

        public Alias namespace() {
            return store.namespace();
        }
    }

    record Share(ShareId id, AccountId owner, AccountId subscriber) implements Resource {}

    record Job(JobId id, StoreKind kind, AccountId owner) implements Resource {}
}
