package org.lakeome.catalog.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkHandler;

/** Turns what happens to a piece of work into the state of its import job and items. Thread-safe. */
final class ImportProgress implements WorkHandler {

    private static final String LOST_REASON =
            "The file was not imported; the ingest worker was lost before it could say why. Import it again to see.";

    private final CommittedItems committed;

    ImportProgress(CommittedItems committed) {
        this.committed = committed;
    }

    @Override
    public void started(Sql sql, WorkId work, int attempt) {
        ImportRows rows = new ImportRows(sql);
        new WorkerDeaths(sql, rows.jobOf(work)).readingAlone("");
        String message = "The job is currently in progress.";
        rows.setStatus(
                rows.jobOf(work),
                JobStatus.IN_PROGRESS,
                attempt == 1 ? message : message + " This is attempt " + attempt + ".");
    }

    @Override
    public void progressed(Sql sql, WorkId work, Progress progress) {
        ImportRows rows = new ImportRows(sql);
        JobId job = rows.jobOf(work);
        rows.setStatus(job, JobStatus.IN_PROGRESS, progress.message());
        progress.alone().ifPresent(new WorkerDeaths(sql, job)::readingAlone);
        if (progress.items().isEmpty()) {
            return;
        }
        ItemNames names = new ItemNames(sql, job);
        Map<String, ItemReport> reports = bySource(progress.items());
        List<ImportJob.Item> items = items(rows, job);
        for (int position = 0; position < items.size(); position++) {
            ItemReport report = reports.get(items.get(position).source());
            if (report != null && !isNoNews(report, items.get(position))) {
                rows.setItem(job, position, status(report.state()), names.in(report.message()));
            }
        }
    }

    @Override
    public boolean died(Sql sql, WorkId work, String why) {
        return new WorkerDeaths(sql, new ImportRows(sql).jobOf(work)).note(why);
    }

    @Override
    public void lost(Sql sql, WorkId work, String why) {
        ImportRows rows = new ImportRows(sql);
        JobId job = rows.jobOf(work);
        rows.setStatus(job, JobStatus.SUBMITTED, why);
        List<ImportJob.Item> items = items(rows, job);
        for (int position = 0; position < items.size(); position++) {
            if (items.get(position).status() == JobStatus.IN_PROGRESS) {
                rows.setItem(job, position, JobStatus.SUBMITTED, why);
            }
        }
    }

    @Override
    public void finished(Sql sql, WorkId work, Outcome outcome) {
        ImportRows rows = new ImportRows(sql);
        JobId job = rows.jobOf(work);
        // A worker may have died between its commit and its report: what it committed is there, whatever was not said.
        boolean silent = outcome.items().isEmpty() && outcome.status() != Outcome.Status.COMPLETED;
        Optional<Outcome> inTable = silent
                ? rows.tableOf(job).flatMap(table -> committed.of(table, job, sources(rows, job)))
                : Optional.empty();
        Outcome told = inTable.orElse(outcome);
        Map<String, ItemReport> reports = bySource(told.items());
        JobStatus fate = itemFate(outcome.status());
        ItemNames names = new ItemNames(sql, job);
        ContentRows contents = new ContentRows(sql);
        List<ImportJob.Item> items = items(rows, job);
        for (int position = 0; position < items.size(); position++) {
            ImportJob.Item item = items.get(position);
            ItemReport report = reports.get(item.source());
            JobStatus reported = report == null ? item.status() : status(report.state());
            String message = report == null ? item.statusMessage() : names.in(message(report, item));
            if (reported == JobStatus.COMPLETED && report != null) {
                rows.setItemRows(job, position, report.rows());
                contents.insert(job, position, report.rows() == 0 ? "" : report.content());
            }
            if (reported.isFinal()) {
                rows.setItem(job, position, reported, message);
            } else {
                rows.setItem(job, position, fate, fate == JobStatus.COMPLETED ? message : outcome.message());
            }
        }
        rows.setStatus(job, status(told.status(), items(rows, job)), names.in(told.message()));
    }

    /** A worker that finds an earlier attempt's commit knows which items failed, and only what was told before says why. */
    private static String message(ItemReport report, ImportJob.Item before) {
        if (report.state() != ItemState.FAILED || !report.message().isEmpty()) {
            return report.message();
        }
        return before.status() == JobStatus.FAILED && !before.statusMessage().isEmpty()
                ? before.statusMessage()
                : LOST_REASON;
    }

    private static List<String> sources(ImportRows rows, JobId job) {
        return items(rows, job).stream().map(ImportJob.Item::source).toList();
    }

    /** A worker that takes the job over may find it done, and then only this row knows why the item failed. */
    private static boolean isNoNews(ItemReport report, ImportJob.Item known) {
        return known.status() == JobStatus.FAILED
                && report.state() == ItemState.IN_PROGRESS
                && report.message().isEmpty();
    }

    private static Map<String, ItemReport> bySource(List<ItemReport> items) {
        return items.stream().collect(Collectors.toMap(ItemReport::source, Function.identity(), (a, b) -> b));
    }

    private static List<ImportJob.Item> items(ImportRows rows, JobId job) {
        return rows.find(job).orElseThrow().items();
    }

    /** A job that ended badly after its items were committed has not simply failed: their rows are there. */
    private static JobStatus status(Outcome.Status status, List<ImportJob.Item> items) {
        long completed = items.stream()
                .filter(item -> item.status() == JobStatus.COMPLETED)
                .count();
        return switch (status) {
            case COMPLETED -> JobStatus.COMPLETED;
            case COMPLETED_WITH_FAILURES -> JobStatus.COMPLETED_WITH_FAILURES;
            case CANCELLED -> completed == items.size() ? JobStatus.COMPLETED : JobStatus.CANCELLED;
            case FAILED -> {
                if (completed == items.size()) {
                    yield JobStatus.COMPLETED;
                }
                yield completed > 0 ? JobStatus.COMPLETED_WITH_FAILURES : JobStatus.FAILED;
            }
        };
    }

    private static JobStatus itemFate(Outcome.Status status) {
        return switch (status) {
            case COMPLETED -> JobStatus.COMPLETED;
            case COMPLETED_WITH_FAILURES, FAILED -> JobStatus.FAILED;
            case CANCELLED -> JobStatus.CANCELLED;
        };
    }

    private static JobStatus status(ItemState state) {
        return switch (state) {
            case SUBMITTED -> JobStatus.SUBMITTED;
            case IN_PROGRESS -> JobStatus.IN_PROGRESS;
            case COMPLETED -> JobStatus.COMPLETED;
            case FAILED -> JobStatus.FAILED;
        };
    }
}
