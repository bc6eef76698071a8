package org.lakeome.catalog.db;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.lakeome.catalog.error.ApiError;

/**
 * One open transaction, for statements that run alike on H2 and PostgreSQL. Values reach the database only as named
 * parameters ({@code :name}). Valid only inside the function it was handed to; not thread-safe.
 */
public final class Sql {

    private final Handle handle;
    private final Instant now;

    Sql(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    /** The time of this transaction, in whole microseconds: all that it writes carries the same. */
    public Instant now() {
        return now;
    }

    public Statement statement(String text) {
        return new Statement(text);
    }

    /** A statement that is being given its values. */
    public final class Statement {

        private final String text;
        private final Map<String, Object> values = new HashMap<>();
        private final Map<String, List<?>> lists = new HashMap<>();

        private Statement(String text) {
            this.text = text;
        }

        public Statement bind(String parameter, String value) {
            values.put(parameter, checked(value));
            return this;
        }

        public Statement bind(String parameter, long value) {
            values.put(parameter, value);
            return this;
        }

        public Statement bind(String parameter, boolean value) {
            values.put(parameter, value);
            return this;
        }

        public Statement bind(String parameter, Enum<?> value) {
            values.put(parameter, value.name());
            return this;
        }

        public Statement bind(String parameter, Instant value) {
            values.put(parameter, value == null ? null : OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
            return this;
        }

        /** For {@code in (<parameter>)}; the list must not be empty. */
        public Statement bindList(String parameter, Collection<String> elements) {
            elements.forEach(this::checked);
            lists.put(parameter, List.copyOf(elements));
            return this;
        }

        /** Runs a change and says how many rows it touched. */
        public int execute() {
            try (Update update = handle.createUpdate(text)) {
                return prepare(update).execute();
            }
        }

        public <T> List<T> list(Function<Row, T> mapper) {
            try (Query query = handle.createQuery(text)) {
                return prepare(query)
                        .map((result, context) -> mapper.apply(new Row(result)))
                        .list();
            }
        }

        /** The first row; rows after it are not looked at. */
        public <T> Optional<T> first(Function<Row, T> mapper) {
            return list(mapper).stream().findFirst();
        }

        /** Whether there is any row; with {@code for update}, it is locked then. */
        public boolean isThere() {
            return first(row -> true).isPresent();
        }

        /** The only row of a query that always has one, such as a count. */
        public <T> T one(Function<Row, T> mapper) {
            return first(mapper).orElseThrow();
        }

        private String checked(String value) {
            if (value != null && value.indexOf('\0') >= 0) {
                // PostgreSQL keeps no such text and would answer with a fault; H2 would keep it.
                throw new ApiError.Invalid("A text holds a NUL character; leave it out");
            }
            return value;
        }

        private <S extends SqlStatement<S>> S prepare(S statement) {
            lists.forEach((parameter, elements) -> statement.bindList(parameter, elements));
            return statement.bindMap(values);
        }
    }
}
