package org.lakeome.api.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.lakeome.api.http.BearerToken;
import org.lakeome.api.http.RequestBody;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.NewAccount;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.error.ApiError;

/** What the operator alone may do, with the token that lies in the data folder. */
public final class AdminRoutes implements Routes {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Accounts accounts;
    private final Secret operator;
    private final boolean loopback;

    /** @param loopback whether only this machine reaches the server; demo accounts are made nowhere else */
    public AdminRoutes(Accounts accounts, Secret operator, boolean loopback) {
        this.accounts = accounts;
        this.operator = operator;
        this.loopback = loopback;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/internal/admin/accounts", this::create);
        routes.get("/internal/admin/accounts", this::list);
        routes.post("/internal/admin/accounts/{alias}/keys", this::addKey);
        routes.get("/internal/admin/accounts/{alias}/keys", this::keys);
        routes.delete("/internal/admin/accounts/{alias}/keys/{keyId}", this::removeKey);
    }

    private void create(Context http) throws IOException {
        BearerToken.require(http, operator);
        JsonNode body = JSON.readTree(RequestBody.read(http));
        if (!body.path("alias").isTextual()) {
            throw new ApiError.Invalid("'alias' is missing");
        }
        Alias alias = new Alias(body.path("alias").textValue());
        boolean demo = body.path("demo").asBoolean(false);
        if (demo && !loopback) {
            throw new ApiError.Invalid("this server listens beyond loopback, where demo accounts are not made");
        }
        NewAccount made = demo ? accounts.createDemo(alias) : accounts.create(alias);
        answer(http, made.account(), made.key());
    }

    private void list(Context http) {
        BearerToken.require(http, operator);
        http.json(accounts.all().stream()
                .map(account -> Map.of(
                        "account", account.id().value(),
                        "alias", account.alias().value(),
                        "created", account.created().toString()))
                .toList());
    }

    private void addKey(Context http) {
        Account account = account(http);
        answer(http, account, accounts.addKey(account.id()));
    }

    private void keys(Context http) {
        http.json(accounts.keys(account(http).id()).stream()
                .map(key ->
                        Map.of("keyId", key.keyId(), "created", key.created().toString()))
                .toList());
    }

    private void removeKey(Context http) {
        Account account = account(http);
        accounts.removeKey(account.id(), http.pathParam("keyId"));
        http.json(Map.of("left", accounts.keys(account.id()).size()));
    }

    private Account account(Context http) {
        BearerToken.require(http, operator);
        Alias alias = new Alias(http.pathParam("alias"));
        return accounts.findByAlias(alias)
                .orElseThrow(() ->
                        new ApiError.NotFound("There is no account " + alias + "; `lakeome account list` shows them"));
    }

    private static void answer(Context http, Account account, AccessKey key) {
        http.json(Map.of(
                "account", account.id().value(),
                "alias", account.alias().value(),
                "keyId", key.keyId(),
                "secret", key.secret().reveal()));
    }
}
