package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.page.Position;

/** A filtered list in the order of creation, read page by page. Conditions are fixed text; values travel as parameters. */
final class Listing {
    private final Sql sql;
    private final String table;
    private final String columns;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Instant> instants = new HashMap<>();

    Listing(Sql sql, String table, String columns) {
        this.sql = sql;
        this.table = table;
        this.columns = columns;
    }

    Listing where(String condition, String parameter, String value) {
        conditions.add(condition);
        texts.put(parameter, value);
        return this;
    }

    Listing where(String condition, String parameter, Optional<String> value) {
        return value.map(present -> where(condition, parameter, present)).orElse(this);
    }

    Listing createdAfter(Optional<Instant> time) {
        return whereTime("created > :createdAfter", "createdAfter", time);
    }

    Listing createdBefore(Optional<Instant> time) {
        return whereTime("created < :createdBefore", "createdBefore", time);
    }

    <T> List<T> page(Optional<Position> after, int limit, Function<Row, T> mapper) {
        after.ifPresent(position -> {
            whereTime(
                    "(created > :lastCreated or created = :lastCreated and id > :lastId)",
                    "lastCreated",
                    Optional.of(position.created()));
            texts.put("lastId", position.id());
        });
        Sql.Statement statement = sql.statement("select " + columns + " from " + table + " where "
                + String.join(" and ", conditions) + " order by created, id fetch first " + limit + " rows only");
        texts.forEach(statement::bind);
        instants.forEach(statement::bind);
        return statement.list(mapper);
    }

    private Listing whereTime(String condition, String parameter, Optional<Instant> time) {
        time.ifPresent(present -> {
            conditions.add(condition);
            instants.put(parameter, present);
        });
        return this;
    }
}
