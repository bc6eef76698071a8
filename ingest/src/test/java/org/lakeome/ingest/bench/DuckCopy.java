package org.lakeome.ingest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies a text file without header into one Parquet file, as fast as DuckDB can. Main: TSV PARQUET COLUMNS. */
final class DuckCopy {
    private DuckCopy() {}

    public static void main(String[] arguments) throws SQLException {
        if (!Files.exists(Path.of(arguments[0]))) {
            throw new IllegalArgumentException(arguments[0] + " is not there");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads=2");
            statement.execute("SET memory_limit='6GB'");
            statement.execute("SET preserve_insertion_order=false");
            statement.execute("COPY (SELECT * FROM read_csv('" + arguments[0]
                    + "', delim='\t', header=false, quote='', escape='', nullstr='.', columns={" + arguments[2]
                    + "})) TO '" + arguments[1] + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }
}
