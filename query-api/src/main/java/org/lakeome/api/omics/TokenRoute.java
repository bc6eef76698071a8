package org.lakeome.api.omics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Received;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.SignIn;
import org.lakeome.catalog.token.Tokens;

/**
 * {@code POST /lakeome/token}, signed like any AWS call: gives the account a bearer token for SQL and for the Iceberg
 * catalog. What the token opens is decided anew at each use.
 */
public final class TokenRoute implements Routes {

    private final SigV4Verifier verifier;
    private final Accounts accounts;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Duration life;

    public TokenRoute(SigV4Verifier verifier, Accounts accounts, Tokens tokens, InstantSource clock, Duration life) {
        this.verifier = verifier;
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/lakeome/token", this::issue);
    }

    private void issue(Context http) {
        OperationName.set(http, "IssueToken");
        ReceivedRequest request = Received.of(http);
        Caller.User caller = verifier.verify(request, false);
        Account account = accounts.find(caller.account()).orElseThrow();
        SignIn signIn = new SignIn.WithKey(verifier.keyId(request), clock.instant());
        Tokens.Issued issued = tokens.issue(
                new Bearer.User(account.id(), account.alias(), signIn), Set.of(Audience.TRINO, Audience.ICEBERG), life);
        http.json(Map.of(
                "account", account.id().value(),
                "user", account.alias().value(),
                "token", issued.token(),
                "expires", clock.instant().plus(issued.life()).toString()));
    }
}
