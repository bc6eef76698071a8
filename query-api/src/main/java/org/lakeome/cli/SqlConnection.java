package org.lakeome.cli;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.lakeome.cli.words.SqlRemedies;
import org.lakeome.server.RunFile;
import org.lakeome.trino.SqlClient;

/** Where SQL is spoken, for the account of a session. */
final class SqlConnection {

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

    /** What a refused statement is told to the user. */
    static String told(SQLException refusal) {
        return SqlRemedies.with(refusal.getMessage());
    }
}
