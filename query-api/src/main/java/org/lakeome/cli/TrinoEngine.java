package org.lakeome.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.lakeome.trino.SqlClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trino as the account of a session, with a fresh token before the old one ends. */
final class TrinoEngine implements SqlEngine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrinoEngine.class);
    /** Tokens live longer; what a statement has set in the connection is lost with it. */
    private static final Duration CONNECTION_LIFE = Duration.ofHours(6);

    private final Session session;
    private final SqlClient.Print how;
    private volatile SqlClient client;
    private long connected;

    TrinoEngine(Session session, SqlClient.Print how) throws SQLException {
        this.session = session;
        this.how = how;
        connect();
    }

    private void connect() throws SQLException {
        client = SqlConnection.open(session);
        connected = System.nanoTime();
    }

    @Override
    public void run(String sql, Writer out) throws SQLException, IOException {
        if (System.nanoTime() - connected > CONNECTION_LIFE.toNanos()) {
            client.close();
            connect();
            out.write("Connected anew: what USE and SET SESSION have set is forgotten." + System.lineSeparator());
        }
        client.print(sql, how, out);
    }

    @Override
    public String told(SQLException refusal, String sql) {
        return SqlConnection.told(refusal, sql, client);
    }

    @Override
    public void cancel() {
        try {
            client.cancel();
        } catch (SQLException e) {
            LOG.debug("The statement could not be cancelled", e);
        }
    }

    @Override
    public List<String> names() throws SQLException {
        return client.texts("SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema"
                + " UNION SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema");
    }

    @Override
    public void close() throws SQLException {
        client.close();
    }
}
