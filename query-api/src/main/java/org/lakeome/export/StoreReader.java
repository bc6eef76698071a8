package org.lakeome.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lakeome.vcf.StoredRow;

/**
 * Reads one snapshot of a store through Trino, with the rights of whoever asks. An import in between changes nothing of what is
 * read. Not thread-safe.
 */
final class StoreReader implements AutoCloseable {
    /** Rows of one query, which are sorted here. */
    private static final long MOST_ROWS = 25_000;
    /** Positions of the counted parts for one sample; less for more samples. */
    private static final long PART = 1 << 16;

    private static final long SMALLEST_PART = 1 << 8;
    /** Tokens last longer than this, exports may not. */
    private static final Duration CONNECTION_LIFE = Duration.ofMinutes(5);

    private static final String VERSION = " FOR VERSION AS OF ";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StoreTable table;
    private final Connections connections;
    private Connection connection;
    private long connected;
    private long snapshot;

    StoreReader(StoreTable table, Connections connections) {
        this.table = table;
        this.connections = connections;
    }

    /** Chooses the snapshot; false if the store has none yet. */
    boolean open() throws SQLException {
        List<Long> ids = query(
                "SELECT snapshot_id FROM " + table.metadata("refs") + " WHERE name = 'main'", row -> row.getLong(1));
        snapshot = ids.isEmpty() ? 0 : ids.getFirst();
        return !ids.isEmpty();
    }

    /** The header lines that the store's imports have left, oldest first. */
    List<String> headerLines() throws SQLException {
        String key = "element_at(summary, 'lakeome.vcf-header')";
        List<String> lines = new ArrayList<>();
        // In this order: of snapshots that go in between, the property has the lines by then.
        List<String> ofSnapshots = query(
                "SELECT " + key + " FROM " + table.metadata("snapshots") + " WHERE " + key
                        + " IS NOT NULL ORDER BY committed_at",
                row -> row.getString(1));
        List<String> kept = new ArrayList<>(query(
                "SELECT value FROM " + table.metadata("properties") + " WHERE key = 'lakeome.vcf-header'",
                row -> row.getString(1)));
        // The property has the lines of snapshots that are gone, which are older.
        kept.addAll(ofSnapshots);
        for (String json : kept) {
            try {
                JSON.readValue(json, new TypeReference<Map<String, List<String>>>() {})
                        .values()
                        .forEach(lines::addAll);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A snapshot of the store holds unreadable header lines", e);
            }
        }
        return lines;
    }

    /** Some of the store's samples. */
    List<String> samples(int most) throws SQLException {
        return query(
                "SELECT DISTINCT sampleid FROM " + source() + " WHERE sampleid IS NOT NULL ORDER BY 1 LIMIT " + most,
                row -> row.getString(1));
    }

    /** Those of the samples that the store has. */
    List<String> samples(List<String> wanted) throws SQLException {
        return wanted.isEmpty()
                ? List.of()
                : query(
                        "SELECT DISTINCT sampleid FROM " + source() + " WHERE " + condition(wanted, Optional.empty()),
                        row -> row.getString(1));
    }

    /** Whether there are rows of files without samples. */
    boolean hasSites() throws SQLException {
        return !query("SELECT 1 FROM " + source() + " WHERE sampleid IS NULL LIMIT 1", row -> row.getInt(1))
                .isEmpty();
    }

    /** Which contigs the store has, and which of them the samples. */
    RegionSearch.Contigs contigsOf(List<String> samples) {
        String contigs = "SELECT DISTINCT contigname FROM ";
        return new RegionSearch.Contigs() {
            @Override
            public List<String> ofSamples(Collection<String> names) throws SQLException {
                return query(
                        contigs + source() + " WHERE contigname IN (" + texts(names) + ") AND "
                                + condition(samples, Optional.empty()) + " ORDER BY 1",
                        row -> row.getString(1));
            }

            @Override
            public List<String> ofStore(Collection<String> names) throws SQLException {
                return query(
                        contigs + source() + " WHERE contigname IN (" + texts(names) + ") ORDER BY 1",
                        row -> row.getString(1));
            }

            @Override
            public List<String> ofStore() throws SQLException {
                return query(contigs + source() + " ORDER BY 1", row -> row.getString(1));
            }
        };
    }

    /** What is to be read, contig by contig; no samples: the rows of files without samples. */
    List<Window> windows(List<String> samples, Optional<Region> region) throws SQLException {
        long part = Math.max(SMALLEST_PART, PART / Math.max(1, samples.size()));
        List<Window> parts = query(
                "SELECT contigname, start / " + part + ", count(*) FROM " + source() + " WHERE "
                        + condition(samples, region) + " GROUP BY 1, 2 ORDER BY 1, 2",
                row -> {
                    long number = row.getLong(2);
                    // Position 0, before the first base, starts at -1, which the division puts into the first part.
                    long from = number == 0 ? -1 : number * part;
                    return new Window(row.getString(1), from, (number + 1) * part, row.getLong(3));
                });
        return Window.joined(parts, MOST_ROWS);
    }

    /** Whether a row that is to be read has a value in the FORMAT field's own column. */
    boolean fills(String formatId, List<String> samples, Optional<Region> region) throws SQLException {
        return !query(
                        "SELECT 1 FROM " + source() + " WHERE " + condition(samples, region) + " AND "
                                + Rows.column(formatId) + " IS NOT NULL LIMIT 1",
                        row -> row.getInt(1))
                .isEmpty();
    }

    List<StoredRow> rows(Window window, List<String> samples, Optional<Region> region) throws SQLException {
        boolean calls = !samples.isEmpty();
        String condition = " WHERE contigname = " + text(window.contig()) + " AND start >= " + window.from()
                + " AND start < " + window.to() + " AND " + condition(samples, region);
        return query("SELECT " + Rows.columns(calls) + " FROM " + source() + condition, row -> Rows.read(row, calls));
    }

    private static String condition(List<String> samples, Optional<Region> region) {
        String ofSamples = samples.isEmpty() ? "sampleid IS NULL" : "sampleid IN (" + texts(samples) + ")";
        return region.map(part -> ofSamples + " AND contigname = " + text(part.contig()) + " AND start < " + part.to()
                        + " AND greatest(\"end\", start + 1) > " + part.from())
                .orElse(ofSamples);
    }

    private String source() {
        return table.sql() + VERSION + snapshot;
    }

    private static String texts(Collection<String> values) {
        return values.stream().map(StoreReader::text).collect(Collectors.joining(", "));
    }

    /** A literal; SQL knows no other escape. */
    private static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw sql.contains(VERSION + snapshot)
                            && String.valueOf(e.getMessage()).contains(" " + snapshot)
                    ? new SQLException(
                            "the store changed while it was read, and its state of before is no longer told: an import was"
                                    + " undone, or the store is another account's; export it again",
                            e.getSQLState(),
                            e.getErrorCode(),
                            e)
                    : e;
        }
    }

    private Connection connection() throws SQLException {
        if (connection != null && System.nanoTime() - connected > CONNECTION_LIFE.toNanos()) {
            close();
        }
        if (connection == null) {
            connection = connections.open();
            connected = System.nanoTime();
        }
        return connection;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
