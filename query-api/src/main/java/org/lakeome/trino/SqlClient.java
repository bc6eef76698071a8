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
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.lakeome.output.OutputFormat;

/** Runs SQL on Trino as one account and prints the result. For one thread; {@link #cancel} from any. */
public final class SqlClient implements AutoCloseable {

    private final Connection connection;
    private volatile Statement running;

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

    /**
     * How a result is printed.
     *
     * @param safe whether CSV and TSV mark what a spreadsheet would run as a formula
     * @param maxRows after which printing ends; 0: all rows
     */
    public record Print(OutputFormat format, boolean safe, int maxRows) {}

    /** Runs one statement, prints its rows, and returns their number. */
    public long print(String sql, Print how, Writer out) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setMaxRows(how.maxRows());
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return how.format().print(new SqlRows(rows), out, how.safe());
            }
        } finally {
            running = null;
        }
    }

    /** Ends the statement that another thread runs, if it runs one; from any thread. */
    public void cancel() throws SQLException {
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    /** The first column of a result. */
    public List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
