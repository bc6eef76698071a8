package org.lakeome.catalog.token;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.WorkId;

/** Whom a token speaks for. */
public sealed interface Bearer {

    /** A user; the alias is the user's name in SQL. */
    record User(AccountId account, Alias alias, SignIn signIn) implements Bearer {}

    /** The registered Trino cluster, which may ask for tokens of its users. */
    record TrinoService() implements Bearer {}

    /** One attempt of an import; good for the tables of its lease. */
    record ImportWorker(AccountId owner, WorkId work, int attempt) implements Bearer {}
}
