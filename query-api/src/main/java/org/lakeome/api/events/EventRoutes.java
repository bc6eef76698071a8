package org.lakeome.api.events;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.api.http.BearerToken;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.event.Event;
import org.lakeome.catalog.event.EventFilter;
import org.lakeome.catalog.event.Events;
import org.lakeome.catalog.id.StoreName;

/**
 * GET {@code /lakeome/events}, signed like any AWS call: the caller's own log, the oldest first, in EventBridge's shape. With
 * the parameters {@code after} (id of the last event seen), {@code store}, {@code since} (a time as events have it) and
 * {@code limit}. {@code /trino/events} gives Trino the log of its {@code user}, as the catalog gives it the user's tables.
 */
public final class EventRoutes implements Routes {

    private static final int USUAL_LIMIT = 100;

    private final SignedRoutes signed;
    private final Accounts accounts;
    private final Secret trino;
    private final Events events;
    private final Arns arns;

    /** @param trino what the registered Trino service proves itself with */
    public EventRoutes(SignedRoutes signed, Accounts accounts, Secret trino, Events events, Arns arns) {
        this.signed = signed;
        this.accounts = accounts;
        this.trino = trino;
        this.events = events;
        this.arns = arns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/events", this::list);
    }

    /** The log of Trino's users, among the inner routes. */
    public void addForTrino(RoutesConfig routes) {
        routes.get("/trino/events", this::listForTrino);
    }

    private void list(Context http) {
        OperationName.set(http, "ListEvents");
        signed.answer(http, Repeat.READ, by -> list(http, by.caller()));
    }

    private void listForTrino(Context http) {
        OperationName.set(http, "ListEventsForTrino");
        BearerToken.require(http, trino);
        Alias user = new Alias(parameter(http, "user").orElse(""));
        Account account =
                accounts.findByAlias(user).orElseThrow(() -> new ApiError.NotFound("There is no account of that name"));
        http.json(list(http, new Caller.User(account.id())));
    }

    private Map<String, ?> list(Context http, Caller.User caller) {
        EventFilter filter = new EventFilter(
                parameter(http, "after"),
                parameter(http, "store").map(StoreName::new),
                parameter(http, "since").map(EventRoutes::time));
        List<Event> found = events.list(
                caller, filter, parameter(http, "limit").map(EventRoutes::count).orElse(USUAL_LIMIT));
        return Map.of("events", found.stream().map(event -> event.toJson(arns)).toList());
    }

    private static Optional<String> parameter(Context http, String name) {
        return Optional.ofNullable(http.queryParam(name));
    }

    /** The databases know no others, and the text of other years has a sign. */
    static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw new ApiError.Invalid("'" + text + "' is not in the years 1 to 9999");
            }
            return time;
        } catch (DateTimeException e) {
            throw new ApiError.Invalid("'" + text + "' is not a time; write it like 2026-11-22T06:30:00Z");
        }
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new ApiError.Invalid("'" + text + "' is not a number of events");
        }
        return Integer.parseInt(text);
    }
}
