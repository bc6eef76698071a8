package org.lakeome.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lakeome.trino.SqlClient;

/**
 * Asks the same questions of a running server's Trino and of DuckDB over the same files, in turn, and prints a table of the
 * medians. Fails when the two give other answers. Main: JDBC-URL ALIAS TOKEN SERVER-PID ROUNDS CALLS:BLOCKS:KNOWN:NAME..., three
 * tables and how the line is called.
 */
public final class QueryBench implements AutoCloseable {
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(12);
    private static final int FEWEST = 3;
    private static final String ANNOTATED = "NA00001";

    private final Connection trino;
    private final Connection duck;
    private final long server;
    private final int rounds;
    private boolean agreed = true;

    private QueryBench(Connection trino, Connection duck, long server, int rounds) {
        this.trino = trino;
        this.duck = duck;
        this.server = server;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws SQLException {
        Connection trino = SqlClient.connection(arguments[0], arguments[1], arguments[2]);
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        try (QueryBench bench =
                new QueryBench(trino, duck, Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]))) {
            bench.execute("SET threads=2");
            for (String cohort : Arrays.asList(arguments).subList(5, arguments.length)) {
                String[] words = cohort.split(":");
                bench.cohort(words[0], words[1], words[2], words[3]);
            }
            if (!bench.agreed) {
                System.exit(1);
            }
        }
    }

    private void cohort(String calls, String blocks, String known, String samples) throws SQLException {
        for (String table : List.of(calls, blocks, known)) {
            if (!table.isEmpty()) {
                view(table);
            }
        }
        UnaryOperator<String> named =
                sql -> sql.replace("<calls>", calls).replace("<blocks>", blocks).replace("<known>", known);
        long position = blocks.isEmpty() ? 0 : position(blocks);
        for (NamedQuery query : NamedQuery.all("S0005", ANNOTATED, site(calls), position)) {
            if (!query.name().contains(System.getProperty("bench.only", ""))
                    || blocks.isEmpty() && query.trino().contains("<blocks>")) {
                continue;
            }
            String ours = named.apply(query.trino());
            String theirs = named.apply(query.duck());
            Answer answer = answer(trino, ours);
            String difference = answer.difference(answer(duck, theirs));
            if (!difference.isEmpty()) {
                agreed = false;
                System.err.println(query.name() + ": Trino and DuckDB differ: " + difference);
            }
            measure(query.name(), samples, answer.rows().size(), ours, theirs);
        }
    }

    private void measure(String name, String samples, int rows, String ours, String theirs) throws SQLException {
        List<Took> floors = new ArrayList<>();
        List<Took> trinos = new ArrayList<>();
        List<Took> ducks = new ArrayList<>();
        for (long start = System.nanoTime(), n = 0; n < FEWEST || System.nanoTime() - start < WARM_UP; n++) {
            time(trino, "SELECT 1");
            time(trino, ours);
            time(duck, theirs);
        }
        for (long start = System.nanoTime(), n = 0;
                n < FEWEST || n < rounds && System.nanoTime() - start < LONGEST;
                n++) {
            floors.add(time(trino, "SELECT 1"));
            trinos.add(time(trino, ours));
            ducks.add(time(duck, theirs));
        }
        Took floor = Took.median(floors);
        Took our = Took.median(trinos);
        Took duckdb = Took.median(ducks);
        System.out.printf(
                "| %s | %s | %,d | %.0f | %.0f | %.0f | %.1f | %.2f | %.0f | %.0f | %.2f |%n",
                name,
                samples,
                rows,
                our.wall(),
                floor.wall(),
                duckdb.wall(),
                our.wall() / floor.wall(),
                our.wall() / duckdb.wall(),
                our.cpu(),
                duckdb.cpu(),
                our.cpu() / duckdb.cpu());
        System.err.printf(
                "%s samples, %-34s %6.0f ms, floor %4.0f, DuckDB %6.0f; CPU %6.0f and %6.0f%n",
                samples, name, our.wall(), floor.wall(), duckdb.wall(), our.cpu(), duckdb.cpu());
    }

    /** Milliseconds of one statement: passed, and used by whoever answered it. */
    private record Took(double wall, double cpu) {
        static Took median(List<Took> runs) {
            return new Took(
                    runs.stream().mapToDouble(Took::wall).sorted().toArray()[runs.size() / 2],
                    runs.stream().mapToDouble(Took::cpu).sorted().toArray()[runs.size() / 2]);
        }
    }

    private Took time(Connection connection, String sql) throws SQLException {
        double cpu = cpu(connection);
        long started = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                for (int i = 1; i <= columns; i++) {
                    result.getObject(i);
                }
            }
        }
        double wall = (System.nanoTime() - started) / 1e6;
        return new Took(wall, cpu(connection) - cpu);
    }

    /** DuckDB works in this process; for Trino the server and its children count, an idle worker among them. */
    private double cpu(Connection connection) {
        if (connection == duck) {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getProcessCpuTime()
                    / 1e6;
        }
        ProcessHandle root = ProcessHandle.of(server).orElseThrow();
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElseThrow().toMillis())
                .sum();
    }

    /** The table for DuckDB: the files of the current snapshot, and no others of the folder. */
    private void view(String table) throws SQLException {
        List<String> files = new ArrayList<>();
        try (Statement statement = trino.createStatement();
                ResultSet result = statement.executeQuery("SELECT file_path FROM \"" + table + "$files\"")) {
            while (result.next()) {
                files.add(result.getString(1).replaceFirst("^file:/+", "/"));
            }
        }
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        execute("CREATE OR REPLACE VIEW " + table + " AS SELECT * FROM read_parquet([" + list + "])");
        // files leave out columns that are null in all their rows; DuckDB goes by the first file unless it is told
        // otherwise
        execute("CREATE OR REPLACE VIEW " + table + "_by_name AS SELECT * FROM read_parquet([" + list
                + "], union_by_name=true)");
        System.err.printf("%s: %,d files%n", table, files.size());
    }

    private long position(String blocks) throws SQLException {
        return Long.parseLong(
                row("SELECT max(start) / 2 FROM " + blocks + " WHERE contigname = 'chr2' AND sampleid = 'G0005'")
                        .getFirst());
    }

    private NamedQuery.Site site(String calls) throws SQLException {
        List<String> row = row("SELECT contigname, start, referenceallele, alternatealleles[1] FROM " + calls
                + " WHERE sampleid = 'S0005' AND contigname = 'chr2' AND start >= 1000000"
                + " AND cardinality(alternatealleles) = 1 ORDER BY start LIMIT 1");
        return new NamedQuery.Site(row.get(0), Long.parseLong(row.get(1)), row.get(2), row.get(3));
    }

    private List<String> row(String sql) throws SQLException {
        return List.of(answer(trino, sql).rows().getFirst().split("\t"));
    }

    private static Answer answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Answer.of(result);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin " + sql, e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        trino.close();
        duck.close();
    }
}
