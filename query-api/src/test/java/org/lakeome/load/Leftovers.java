package org.lakeome.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lakeome.catalog.db.Database;

/** What must not be there once every store is deleted. */
final class Leftovers {

    private static final List<String> EMPTY = List.of(
            "store", "store_version", "store_table", "store_tag", "version_tag", "access_grant", "iceberg_tables");

    private Leftovers() {}

    static void check(Database database, Path data, Meter meter) throws IOException {
        for (String table : EMPTY) {
            long rows = count(database, table);
            meter.check(rows == 0, "%d rows are left in %s", rows, table);
        }
        long shares = count(database, "share where live_subscriber is not null");
        meter.check(shares == 0, "%d shares live without a store", shares);
        long jobs = count(database, "import_job where status in ('SUBMITTED', 'IN_PROGRESS')");
        meter.check(jobs == 0, "%d jobs have not ended", jobs);
        long works = count(database, "work where state <> 'DONE'");
        meter.check(works == 0, "%d pieces of work have not ended", works);
        try (Stream<Path> files = Files.walk(data.resolve("warehouse"))) {
            List<Path> left = files.filter(Files::isRegularFile).toList();
            meter.check(
                    left.isEmpty(),
                    "%d files are left, as %s",
                    left.size(),
                    left.stream().findFirst());
        }
        System.out.printf(
                "history kept: %d import jobs, %d shares, %d upkeeps%n",
                count(database, "import_job"), count(database, "share"), count(database, "upkeep_job"));
    }

    private static long count(Database database, String rows) {
        return database.transaction(
                sql -> sql.statement("select count(*) as found from " + rows).one(row -> row.number("found")));
    }
}
