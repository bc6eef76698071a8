package org.lakeome.api.omics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.SignIn;
import org.lakeome.catalog.token.Tokens;

/**
 * {@code POST /lakeome/token}, signed like any AWS call: gives the account a bearer token for SQL and for the Iceberg
 * catalog. What the token opens is decided anew at each use. A signature gives one token.
 */
public final class TokenRoute implements Routes {

    private final SignedRoutes signed;
    private final Accounts accounts;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Duration life;

    public TokenRoute(SignedRoutes signed, Accounts accounts, Tokens tokens, InstantSource clock, Duration life) {
        this.signed = signed;
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
        signed.answer(http, Repeat.SECRET, this::token);
    }

    private Map<String, ?> token(SignedRoutes.Signed by) {
        Account account = accounts.find(by.caller().account()).orElseThrow();
        SignIn signIn = new SignIn.WithKey(by.keyId(), clock.instant());
        Tokens.Issued issued = tokens.issue(
                new Bearer.User(account.id(), account.alias(), signIn), Set.of(Audience.TRINO, Audience.ICEBERG), life);
        return Map.of(
                "account", account.id().value(),
                "user", account.alias().value(),
                "token", issued.token(),
                "expires", clock.instant().plus(issued.life()).toString());
    }
}
