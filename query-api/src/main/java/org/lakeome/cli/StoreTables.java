package org.lakeome.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lakeome.export.StoreTable;

/** What SQL knows of a store, for its owner and for whom it is shared with. */
final class StoreTables {

    private StoreTables() {}

    static Listing samples(Session session, String store) throws SQLException {
        Listing samples = Listing.of("sample", "rows");
        try (Connection connection = SqlConnection.jdbc(session);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT sampleid, count(*) FROM %s GROUP BY sampleid ORDER BY sampleid"
                                .formatted(table(store)))) {
            while (rows.next()) {
                samples.row(rows.getString(1), rows.getLong(2));
            }
        }
        return samples;
    }

    static Listing columns(Session session, String store) throws SQLException {
        Listing columns = Listing.of("column", "type", "comment");
        try (Connection connection = SqlConnection.jdbc(session);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + table(store))) {
            while (rows.next()) {
                columns.row(rows.getString(1), rows.getString(2), rows.getString(4));
            }
        }
        return columns;
    }

    private static String table(String store) {
        return StoreTable.parse(store.replaceFirst("^lakeome\\.", ""))
                .orElseThrow(() -> new Failure(2, "'" + store + "' is no STORE and no OWNER.STORE"))
                .sql();
    }
}
