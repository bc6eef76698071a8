package org.lakeome.catalog.access;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.WorkId;

/** Who asks, after its proof of identity was checked. */
public sealed interface Caller {

    /** Somebody who signed with a key of the account, or holds a token of it. */
    record User(AccountId account) implements Caller {}

    /** An ingest worker at one attempt of one piece of work; it may do something only while that lease is current. */
    record ImportWorker(AccountId owner, WorkId work, int attempt) implements Caller {}

    /** The registered Trino service itself, not one of its users: it may read the rules and no data. */
    record TrinoService() implements Caller {}
}
