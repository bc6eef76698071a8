package org.lakeome.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lakeome.load.StoreCalls.JobView;

/** One client's import jobs of one kind: each goes forward only, ends, and its rows are in the table once if it COMPLETED. */
final class Jobs {

    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(5);
    private static final Set<String> NONE = Set.of();
    private static final List<String> ORDER = List.of("SUBMITTED", "IN_PROGRESS");

    private static final class Job {
        final String id;
        final String store;
        String status = "SUBMITTED";
        boolean ended;

        Job(String id, String store) {
            this.id = id;
            this.store = store;
        }
    }

    private final Party party;
    private final StoreCalls calls;
    private final Meter meter;
    private final List<Job> open = new ArrayList<>();

    Jobs(Party party, StoreCalls calls, Meter meter) {
        this.party = party;
        this.calls = calls;
        this.meter = meter;
    }

    private String operation(String verb) {
        return verb + calls.kind() + "ImportJob";
    }

    void start(String store) {
        meter.ask(operation("Start"), Set.of("ServiceQuotaExceededException"), () -> calls.start(store))
                .ifPresent(id -> {
                    calls.jobs().there(id);
                    open.add(new Job(id, store));
                });
    }

    void cancelAny(RandomGenerator random) {
        if (open.isEmpty()) {
            return;
        }
        Job job = open.get(random.nextInt(open.size()));
        boolean cancelled = meter.ask(operation("Cancel"), Set.of("ValidationException"), () -> {
                    calls.cancel(job.id);
                    return job.id;
                })
                .isPresent();
        look(job);
        meter.check(cancelled || job.ended, "%s has not ended and cannot be cancelled: %s", job.id, job.status);
    }

    void lookAtAny(RandomGenerator random) {
        if (!open.isEmpty()) {
            look(open.get(random.nextInt(open.size())));
        }
    }

    private void look(Job job) {
        meter.ask(operation("Get"), NONE, () -> calls.job(job.id)).ifPresent(seen -> note(job, seen));
    }

    private void note(Job job, JobView seen) {
        int before = ORDER.indexOf(job.status);
        int now = ORDER.indexOf(seen.status());
        meter.check(
                !job.ended && (now < 0 || now >= before),
                "Job %s went from %s to %s",
                job.id,
                job.status,
                seen.status());
        meter.check(seen.ended() == (now < 0), "Job %s is %s, with an end: %s", job.id, seen.status(), seen.ended());
        job.status = seen.status();
        if (now < 0) {
            job.ended = true;
            open.remove(job);
            boolean right = Set.of("COMPLETED", "CANCELLED").contains(seen.status());
            meter.check(right, "Job %s of a good file ended as %s", job.id, seen.status());
            if (seen.status().equals("COMPLETED")) {
                party.rowsOf(job.store).add(Party.ROWS);
            }
        }
    }

    /** The store was deleted, and with it what ran into it. */
    void requireEnded(String store) {
        for (Job job : List.copyOf(open)) {
            if (job.store.equals(store)) {
                look(job);
                meter.check(job.ended, "Job %s outlives its store %s: %s", job.id, store, job.status);
            }
        }
    }

    void awaitAll() {
        Patience.until(meter, open.size() + " jobs to end", LONGEST_QUEUE, () -> {
            List.copyOf(open).forEach(this::look);
            return open.isEmpty();
        });
    }

    /** To be asked when all jobs into the table have ended. */
    void checkRows(String table) {
        checkRows(party, meter, table);
    }

    static void checkRows(Party party, Meter meter, String table) {
        meter.ask("LoadTable", NONE, () -> party.routes()
                        .iceberg("/namespaces/" + party.alias() + "/tables/" + table + "?snapshots=refs"))
                .ifPresent(loaded -> {
                    long rows = rows(loaded.path("metadata"));
                    long written = party.rowsOf(table).sum();
                    // A worker that writes nothing is in use where no row is anywhere.
                    meter.check(
                            rows == written || party.source().equals(FakeWorker.SOURCE) && rows == 0,
                            "Table %s has %d rows of %d that its jobs completed",
                            table,
                            rows,
                            written);
                });
    }

    private static long rows(JsonNode metadata) {
        long current = metadata.path("current-snapshot-id").asLong(-1);
        for (JsonNode snapshot : metadata.path("snapshots")) {
            if (snapshot.path("snapshot-id").asLong() == current) {
                return snapshot.path("summary").path("total-records").asLong();
            }
        }
        return 0;
    }
}
