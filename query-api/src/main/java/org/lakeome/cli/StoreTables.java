package org.lakeome.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lakeome.export.StoreTable;

/** What SQL knows of a store, for its owner and for whom it is shared with. */
final class StoreTables {

    private StoreTables() {}

    /** Of Trino: COLUMN_NOT_FOUND. */
    private static final int NO_COLUMN = 47;

    static Listing samples(Session session, String store) {
        Listing samples = Listing.of("sample", "rows");
        try (Connection connection = SqlConnection.jdbc(session);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT sampleid, count(*) FROM %s GROUP BY sampleid ORDER BY sampleid"
                                .formatted(table(store)))) {
            while (rows.next()) {
                samples.row(rows.getString(1), rows.getLong(2));
            }
            return samples;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_COLUMN) {
                throw new Failure(2, "'" + store + "' is a store of annotations, which has no samples");
            }
            throw SqlConnection.unread(store, e);
        }
    }

    static Listing columns(Session session, String store) {
        Listing columns = Listing.of("column", "type", "comment");
        try (Connection connection = SqlConnection.jdbc(session);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + table(store))) {
            while (rows.next()) {
                columns.row(rows.getString(1), rows.getString(2), rows.getString(4));
            }
            return columns;
        } catch (SQLException e) {
            throw SqlConnection.unread(store, e);
        }
    }

    private static String table(String store) {
        return StoreTable.parse(store.replaceFirst("^lakeome\\.", ""))
                .orElseThrow(() -> new Failure(2, "'" + store + "' is no STORE and no OWNER.STORE"))
                .sql();
    }
}
