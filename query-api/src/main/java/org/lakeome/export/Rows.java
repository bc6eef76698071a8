package org.lakeome.export;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lakeome.vcf.StoredCall;
import org.lakeome.vcf.StoredRow;
import org.lakeome.vcf.StoredSite;

/** Reads rows of a store as Trino's driver gives them. */
final class Rows {
    private static final String SITE =
            "contigname, start, \"end\", names, referenceallele, alternatealleles, qual," + " filters, attributes";
    private static final String CALL = ", sampleid, phased, calls, genotypelikelihoods, phredlikelihoods,"
            + " alleledepths, conditionalquality, spl, depth, ps, information";

    private Rows() {}

    static String columns(boolean calls) {
        return calls ? SITE + CALL : SITE;
    }

    /** The column that a FORMAT field has of its own. */
    static String column(String formatId) {
        return switch (formatId) {
            case "AD" -> "alleledepths";
            case "PL" -> "phredlikelihoods";
            case "SPL" -> "spl";
            case "GL" -> "genotypelikelihoods";
            case "DP" -> "depth";
            case "GQ" -> "conditionalquality";
            case "PS" -> "ps";
            default -> throw new IllegalArgumentException("FORMAT " + formatId + " has no column of its own");
        };
    }

    static StoredRow read(ResultSet row, boolean calls) throws SQLException {
        StoredSite site = new StoredSite(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                list(row, 4, String.class),
                row.getString(5),
                list(row, 6, String.class),
                row.getObject(7, Double.class),
                list(row, 8, String.class),
                map(row, 9));
        if (!calls) {
            return new StoredRow(site, null, null);
        }
        StoredCall call = new StoredCall(
                row.getObject(11, Boolean.class),
                list(row, 12, Integer.class),
                list(row, 13, Double.class),
                list(row, 14, Integer.class),
                list(row, 15, Integer.class),
                row.getObject(16, Integer.class),
                list(row, 17, Integer.class),
                row.getObject(18, Integer.class),
                row.getObject(19, Integer.class),
                map(row, 20));
        return new StoredRow(site, row.getString(10), call);
    }

    private static <T> List<T> list(ResultSet row, int column, Class<T> type) throws SQLException {
        Array array = row.getArray(column);
        return array == null
                ? null
                : Arrays.stream((Object[]) array.getArray()).map(type::cast).toList();
    }

    @SuppressWarnings("unchecked") // the column's type is map(varchar, varchar)
    private static Map<String, String> map(ResultSet row, int column) throws SQLException {
        return (Map<String, String>) row.getObject(column);
    }
}
