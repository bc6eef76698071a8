package org.lakeome.trino;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Runs SQL on Trino as one account and prints the result. Not thread-safe. */
public final class SqlClient implements AutoCloseable {

    /** How a result is printed. */
    public enum Format {
        TABLE,
        JSON,
        CSV
    }

    private final Connection connection;

    private SqlClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * The address for any JDBC tool; the token goes into the property {@code accessToken}.
     *
     * @param certificate PEM file of the certificate to trust
     * @param schema where table names without one are looked up
     */
    public static String url(URI trino, Path certificate, String schema) {
        return "jdbc:trino://%s:%d/lakeome/%s?SSL=true&SSLTrustStorePath=%s"
                .formatted(trino.getHost(), trino.getPort(), schema, certificate.toAbsolutePath());
    }

    public static SqlClient connect(String url, String user, String token) throws SQLException {
        return new SqlClient(connection(url, user, token));
    }

    public static Connection connection(String url, String user, String token) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", user);
        properties.put("accessToken", token);
        properties.put("source", "lakeome");
        return DriverManager.getConnection(url, properties);
    }

    /** Runs one statement, prints its rows, at most {@code maxRows} of them (0: all), and returns their number. */
    public long print(String sql, Format format, int maxRows, Writer out) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(maxRows);
            // Trino takes one statement without the ';' that people end it with
            if (!statement.execute(sql.strip().replaceFirst(";$", ""))) {
                return 0;
            }
            try (ResultSet rows = statement.getResultSet()) {
                long count =
                        switch (format) {
                            case TABLE -> new TablePrinter(out).print(rows);
                            case JSON -> new JsonPrinter(out).print(rows);
                            case CSV -> new CsvPrinter(out).print(rows);
                        };
                out.flush();
                return count;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
