package org.lakeome.cli;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.lakeome.cli.words.MissingName;
import org.lakeome.cli.words.Nearest;
import org.lakeome.cli.words.SqlRemedies;
import org.lakeome.server.RunFile;
import org.lakeome.trino.SqlClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where SQL is spoken, for the account of a session. */
final class SqlConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SqlConnection.class);
    /** Trino's codes: SCHEMA_NOT_FOUND, TABLE_NOT_FOUND and PERMISSION_DENIED. */
    private static final List<Integer> NOT_FOUND = List.of(45, 46);

    private static final int DENIED = 4;

    private SqlConnection() {}

    /** What any JDBC tool is given; the token goes into its {@code accessToken} property. */
    static String url(Path data, RunFile run, Session.SqlAccess access) {
        if (run.trino().isEmpty()) {
            throw new Failure(1, "this server runs no Trino of its own; connect to your cluster with the token");
        }
        return SqlClient.url(URI.create(run.trino()), data.resolve("secrets").resolve("trino.pem"), access.user());
    }

    /** For a command that reads rows itself. */
    static Connection jdbc(Session session) throws SQLException {
        Session.SqlAccess access = session.sqlAccess();
        return SqlClient.connection(url(session.data(), session.run(), access), access.user(), access.token());
    }

    static SqlClient open(Session session) throws SQLException {
        Session.SqlAccess access = session.sqlAccess();
        return SqlClient.connect(url(session.data(), session.run(), access), access.user(), access.token());
    }

    /** Why the table of a store could not be read. */
    static Failure unread(String store, SQLException refusal) {
        if (NOT_FOUND.contains(refusal.getErrorCode())) {
            return new Failure(3, "there is no store '" + store + "' that this account may read");
        }
        return new Failure(refusal.getErrorCode() == DENIED ? 4 : 1, told(refusal));
    }

    /** What is told of a connection that Trino refused. */
    static String told(SQLException refusal) {
        return SqlRemedies.with(refusal.getMessage());
    }

    /** What is told of a statement that Trino refused: where a name is wrong, the nearest of those that the account sees. */
    static String told(SQLException refusal, String sql, SqlClient client) {
        return Optional.ofNullable(refusal.getMessage())
                .flatMap(error -> MissingName.of(error, sql))
                .flatMap(missing -> Nearest.to(missing.name(), texts(client, missing.question())))
                .map(nearest -> refusal.getMessage() + System.lineSeparator() + "did you mean `" + nearest + "`?")
                .orElseGet(() -> told(refusal));
    }

    private static List<String> texts(SqlClient client, String question) {
        try {
            return client.texts(question);
        } catch (SQLException e) {
            LOG.debug("The names that could be meant are not to be had", e);
            return List.of();
        }
    }
}
