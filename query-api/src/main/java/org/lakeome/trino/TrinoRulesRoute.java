package org.lakeome.trino;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.trino.TrinoRules;

/** Where Trino fetches its access rules. Trino can send no header there, so the secret is part of the path. */
public final class TrinoRulesRoute implements Routes {
    private final TrinoRules rules;
    private final Secret secret;

    public TrinoRulesRoute(TrinoRules rules, Secret secret) {
        this.rules = rules;
        this.secret = secret;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/trino/{secret}/rules.json", this::rules);
    }

    private void rules(Context http) {
        if (!Secret.of(http.pathParam("secret")).equals(secret)) {
            throw new NotFoundResponse();
        }
        http.contentType("application/json").result(rules.json(new Caller.TrinoService()));
    }
}
