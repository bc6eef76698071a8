package org.lakeome.api.omics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Received;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.Tokens;

/**
 * {@code POST /lakeome/token}, signed like any AWS call: gives the account a bearer token for SQL and for the Iceberg
 * catalog. What the token opens is decided anew at each use.
 */
public final class TokenRoute implements Routes {

    private static final Duration LIFE = Duration.ofHours(12);

    private final SigV4Verifier verifier;
    private final Accounts accounts;
    private final Tokens tokens;
    private final InstantSource clock;

    public TokenRoute(SigV4Verifier verifier, Accounts accounts, Tokens tokens, InstantSource clock) {
        this.verifier = verifier;
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/lakeome/token", this::issue);
    }

    private void issue(Context http) {
        OperationName.set(http, "IssueToken");
        Caller.User caller = verifier.verify(Received.of(http), false);
        Account account = accounts.find(caller.account()).orElseThrow();
        String token = tokens.issue(
                new Bearer.User(account.id(), account.alias()), Set.of(Audience.TRINO, Audience.ICEBERG), LIFE);
        http.json(Map.of(
                "account", account.id().value(),
                "user", account.alias().value(),
                "token", token,
                "expires", clock.instant().plus(LIFE).toString()));
    }
}
