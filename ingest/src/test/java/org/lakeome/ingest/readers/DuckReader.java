package org.lakeome.ingest.readers;

import static java.util.stream.Collectors.joining;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.Table;

/** DuckDB over the data files alone; a column that no file has is null. */
public final class DuckReader implements TableReader {
    private final boolean prefetching;

    /** @param prefetching read as from an object store: stretches that span several columns */
    public DuckReader(boolean prefetching) {
        this.prefetching = prefetching;
    }

    @Override
    public String name() {
        return "DuckDB" + (prefetching ? ", prefetching" : "");
    }

    @Override
    public void read(Table table, Question question, Consumer<List<Object>> row) {
        String files =
                DataFiles.of(table).stream().map(file -> "'" + file + "'").collect(joining(", "));
        if (files.isEmpty()) {
            return;
        }
        String source = "read_parquet([" + files + "], union_by_name = true)";
        Properties streaming = new Properties();
        // Else the rows are gathered before the first is given, and spill to disk.
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set memory_limit = '2GB'");
            statement.execute("set prefetch_all_parquet_files = " + prefetching);
            Set<String> there = columns(statement, source);
            String select = question.columns().stream()
                    .map(column -> there.contains(column) ? '"' + column + '"' : "null")
                    .collect(joining(", "));
            try (ResultSet rows =
                    statement.executeQuery("select " + select + " from " + source + question.condition())) {
                while (rows.next()) {
                    List<Object> cells = new ArrayList<>();
                    for (int i = 1; i <= question.columns().size(); i++) {
                        cells.add(cell(rows.getObject(i)));
                    }
                    row.accept(cells);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> columns(Statement statement, String source) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet columns = statement.executeQuery("describe select * from " + source)) {
            while (columns.next()) {
                names.add(columns.getString(1));
            }
        }
        return names;
    }

    private static Object cell(Object value) {
        try {
            if (value instanceof Array array) {
                return Cells.list(Arrays.asList((Object[]) array.getArray()), DuckReader::cell);
            }
            if (value instanceof Struct struct) {
                return Cells.list(Arrays.asList(struct.getAttributes()), DuckReader::cell);
            }
            return value;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
