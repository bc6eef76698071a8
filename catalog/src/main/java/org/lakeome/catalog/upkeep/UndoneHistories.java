package org.lakeome.catalog.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.table.TableCare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the history from before an undo: at once what manifests say of the files that went, and the snapshots and files themselves
 * when nothing that runs needs them any more. Not thread-safe.
 */
final class UndoneHistories {

    private static final Logger LOG = LoggerFactory.getLogger(UndoneHistories.class);

    /** Queries that began before an undo read on for so long. */
    static final Duration FOR_QUERIES = Upkeep.SHORTEST_RETENTION;
    /** An upkeep of the table, which may read those files as well, is waited for no longer. */
    private static final Duration FOR_UPKEEPS = Duration.ofHours(24);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final TableCare care;
    private Instant rests = Instant.MIN;

    UndoneHistories(Database database, TableCare care) {
        this.database = database;
        this.care = care;
    }

    boolean isAnyDue() {
        return database.transaction(sql -> {
            if (sql.now().isBefore(rests)) {
                return false;
            }
            UpkeepRows rows = new UpkeepRows(sql);
            return !rows.histories(UndoneHistory.State.NAMED).isEmpty() || !old(sql).isEmpty();
        });
    }

    void end() {
        for (UndoneHistory history :
                database.transaction(sql -> new UpkeepRows(sql).histories(UndoneHistory.State.NAMED))) {
            apart(history, () -> {
                tables(history).forEach(care::forgetRemovedFiles);
                set(history, UndoneHistory.State.HIDDEN);
            });
        }
        for (UndoneHistory history : database.transaction(UndoneHistories::old)) {
            apart(history, () -> {
                if (isEnded(history)) {
                    set(history, UndoneHistory.State.GONE);
                    LOG.info("Nothing is left of import {}, which was undone", history.job());
                } else {
                    rest();
                }
            });
        }
    }

    /** The history of a table that cannot be read holds up no other's. */
    private void apart(UndoneHistory history, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // Imports commit at the same time, for one.
            LOG.warn("The history of the undone import {} could not be ended; it is tried again", history.job(), e);
            rest();
        }
    }

    private static List<UndoneHistory> old(Sql sql) {
        Instant before = sql.now().minus(FOR_QUERIES);
        return new UpkeepRows(sql)
                .histories(UndoneHistory.State.HIDDEN).stream()
                        .filter(history -> !history.undone().isAfter(before))
                        .toList();
    }

    private boolean isEnded(UndoneHistory history) {
        Instant now = database.transaction(Sql::now);
        boolean all = true;
        for (Resource.Table table : tables(history)) {
            boolean read = history.undone().isAfter(now.minus(FOR_UPKEEPS))
                    && database.transaction(sql -> new UpkeepRows(sql).isOpen(table.id()));
            Set<String> running = database.transaction(
                    sql -> new UpkeepRows(sql).runningImports(table.store().id()));
            all &= !read && care.forgetUndone(table, now.minus(FOR_QUERIES), running);
        }
        return all;
    }

    private List<Resource.Table> tables(UndoneHistory history) {
        return database.transaction(sql -> new UpkeepRows(sql).tablesOf(history.store()));
    }

    private void set(UndoneHistory history, UndoneHistory.State state) {
        database.run(sql -> new UpkeepRows(sql).set(history.job(), state));
    }

    private void rest() {
        rests = database.transaction(Sql::now).plus(PAUSE);
    }
}
