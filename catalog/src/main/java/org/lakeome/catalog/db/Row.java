package org.lakeome.catalog.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The present row of a result, read by column name. Valid only inside the mapping function. */
public final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) {
        return read(() -> result.getString(column));
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(text(column));
    }

    public long number(String column) {
        return read(() -> result.getLong(column));
    }

    public boolean flag(String column) {
        return read(() -> result.getBoolean(column));
    }

    public Instant instant(String column) {
        return optionalInstant(column).orElseThrow();
    }

    public Optional<Instant> optionalInstant(String column) {
        return Optional.ofNullable(read(() -> result.getObject(column, OffsetDateTime.class)))
                .map(OffsetDateTime::toInstant);
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    private interface Read<T> {
        T get() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.get();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not read a column", e);
        }
    }
}
