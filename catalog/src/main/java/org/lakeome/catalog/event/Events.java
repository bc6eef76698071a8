package org.lakeome.catalog.event;

import java.time.Duration;
import java.util.List;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.error.ApiError;

/**
 * The log of what has happened, each account's own. A reader that goes on after the last event it saw misses none and sees
 * none twice. Thread-safe.
 */
public final class Events {

    private static final int LARGEST = 1000;

    private final Database database;

    public Events(Database database) {
        this.database = database;
    }

    /**
     * The caller's events in order, the oldest first.
     *
     * @param most from 1 to 1,000
     */
    public List<Event> list(Caller.User caller, EventFilter filter, int most) {
        if (most < 1 || most > LARGEST) {
            throw new ApiError.Invalid("The limit is " + most + "; it must lie between 1 and " + LARGEST);
        }
        place(database);
        return database.transaction(sql -> {
            EventRows rows = new EventRows(sql);
            long after = filter.after()
                    .map(id -> rows.placeOf(caller.account(), id)
                            .orElseThrow(() -> new ApiError.Invalid("There is no event '" + id
                                    + "' in your log any more, or never was; begin with a time instead")))
                    .orElse(0L);
            return rows.list(caller.account(), filter, after, most);
        });
    }

    /** Removes the events that are older, delivered to the webhook or not. */
    public void forget(Duration age) {
        boolean more = true;
        while (more) {
            more = database.transaction(
                    sql -> new EventRows(sql).forgetBefore(sql.now().minus(age)));
        }
    }

    static void place(Database database) {
        boolean more = true;
        while (more) {
            more = database.transaction(sql -> new EventRows(sql).place());
        }
    }
}
