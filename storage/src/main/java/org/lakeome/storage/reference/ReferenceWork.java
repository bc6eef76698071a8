package org.lakeome.storage.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkHandler;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.S3Connection;

/**
 * The ingest worker's side of reference imports: what a worker is told, and what becomes of its reports. The FASTA itself is parsed by
 * the worker alone. Thread-safe.
 */
public final class ReferenceWork implements WorkHandler {
    // A lease is renewed for as long as the worker lives; the keys end with the work, and this is only the last resort.
    private static final Duration KEYS_LIVE = Duration.ofHours(24);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Arns arns;
    private final ObjectAccess objects;

    public ReferenceWork(Database database, Arns arns, ObjectAccess objects) {
        this.database = database;
        this.arns = arns;
        this.objects = objects;
    }

    /**
     * The specification for the worker that has just leased the work, with keys of its own: earlier attempts lose theirs. An item's
     * files go to {@code <account>/<referenceStoreId>/<referenceId>/source} and {@code .../index} of the target bucket, and the
     * target key reaches no others.
     */
    public ObjectNode spec(WorkId work) {
        ReferenceImport job = database.transaction(sql -> new ReferenceImportRows(sql).of(work, arns));
        Set<String> prefixes = job.items().stream()
                .map(item -> Reference.keyPrefix(job.owner(), job.store(), item.reference()))
                .collect(Collectors.toSet());
        ObjectNode spec = JSON.createObjectNode();
        spec.put("kind", "REFERENCE_IMPORT");
        spec.put("jobId", job.id().value());
        ArrayNode items = spec.putArray("items");
        for (ReferenceImport.Item item : job.items()) {
            items.addObject()
                    .put("source", item.source())
                    .put("referenceId", item.reference().value())
                    .put("name", item.name());
        }
        put(spec.putObject("s3"), objects.readOnly(job.owner(), work.value(), KEYS_LIVE));
        put(spec.putObject("target"), objects.referenceWriter(prefixes, work.value(), KEYS_LIVE))
                .put("bucket", ObjectAccess.REFERENCE_BUCKET)
                .put("account", job.owner().value())
                .put("referenceStoreId", job.store().value());
        return spec;
    }

    @Override
    public void started(Sql sql, WorkId work, int attempt) {
        ReferenceImportRows rows = new ReferenceImportRows(sql);
        rows.setStatus(rows.of(work, arns), ReferenceImport.Status.IN_PROGRESS, "The job is currently in progress.");
    }

    @Override
    public void progressed(Sql sql, WorkId work, Progress progress) {
        ReferenceImportRows rows = new ReferenceImportRows(sql);
        ReferenceImport job = rows.of(work, arns);
        if (!progress.message().isEmpty()) {
            rows.setStatus(job, ReferenceImport.Status.IN_PROGRESS, Messages.fit(progress.message()));
        }
        for (ReferenceImport.Item item : job.items()) {
            progress.items().stream()
                    .filter(report -> report.source().equals(item.source()))
                    .findFirst()
                    .ifPresent(report -> note(rows, item, report));
        }
    }

    @Override
    public void lost(Sql sql, WorkId work, String why) {
        objects.revoke(work.value());
        ReferenceImportRows rows = new ReferenceImportRows(sql);
        ReferenceImport job = rows.of(work, arns);
        rows.setStatus(job, ReferenceImport.Status.IN_PROGRESS, Messages.fit(why));
        job.items().forEach(item -> rows.setItem(item, ReferenceImport.ItemStatus.NOT_STARTED, ""));
    }

    @Override
    public void finished(Sql sql, WorkId work, Outcome outcome) {
        objects.revoke(work.value());
        List<ImportedReference> imported;
        try {
            imported = ImportedReference.parse(outcome.resultJson());
        } catch (ApiError.Invalid unusable) {
            Outcome failed = new Outcome(Outcome.Status.FAILED, unusable.getMessage(), List.of(), Optional.empty());
            apply(sql, work, failed, List.of());
            return;
        }
        apply(sql, work, outcome, imported);
    }

    private void apply(Sql sql, WorkId work, Outcome outcome, List<ImportedReference> imported) {
        ReferenceImportRows rows = new ReferenceImportRows(sql);
        ReferenceImport job = rows.of(work, arns);
        long arrived = job.items().stream()
                .filter(item -> settle(sql, rows, job, item, outcome, imported))
                .count();
        rows.complete(job, status(outcome, arrived, job.items().size()), Messages.fit(outcome.message()));
    }

    /** A reference exists if the worker has described it and not called its item failed. */
    private boolean settle(
            Sql sql,
            ReferenceImportRows rows,
            ReferenceImport job,
            ReferenceImport.Item item,
            Outcome outcome,
            List<ImportedReference> imported) {
        return imported.stream()
                .filter(reference -> reference.id().equals(item.reference().value()))
                .findFirst()
                .map(reference -> {
                    new ReferenceRows(sql).insert(reference.of(job, item, sql.now()), reference.contigs());
                    rows.setItem(item, ReferenceImport.ItemStatus.FINISHED, "");
                    return true;
                })
                .orElseGet(() -> {
                    new TagRows(sql).delete(Reference.arn(arns, job.owner(), job.store(), item.reference()));
                    rows.setItem(item, ReferenceImport.ItemStatus.FAILED, Messages.fit(reason(item, outcome)));
                    return false;
                });
    }

    private static String reason(ReferenceImport.Item item, Outcome outcome) {
        return outcome.items().stream()
                .filter(report -> report.source().equals(item.source()))
                .map(ItemReport::message)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse(outcome.message());
    }

    private static ReferenceImport.Status status(Outcome outcome, long arrived, int wanted) {
        return switch (outcome.status()) {
            case CANCELLED -> ReferenceImport.Status.CANCELLED;
            case FAILED, COMPLETED, COMPLETED_WITH_FAILURES -> {
                if (arrived == wanted) {
                    yield ReferenceImport.Status.COMPLETED;
                }
                yield arrived == 0 ? ReferenceImport.Status.FAILED : ReferenceImport.Status.COMPLETED_WITH_FAILURES;
            }
        };
    }

    private static void note(ReferenceImportRows rows, ReferenceImport.Item item, ItemReport report) {
        ReferenceImport.ItemStatus status =
                switch (report.state()) {
                    case SUBMITTED -> ReferenceImport.ItemStatus.NOT_STARTED;
                    // It is finished when its reference exists, which is at the end of the job.
                    case IN_PROGRESS, COMPLETED -> ReferenceImport.ItemStatus.IN_PROGRESS;
                    case FAILED -> ReferenceImport.ItemStatus.FAILED;
                };
        rows.setItem(item, status, Messages.fit(report.message()));
    }

    private static ObjectNode put(ObjectNode node, S3Connection connection) {
        return node.put("endpoint", connection.endpoint().toString())
                .put("region", connection.region())
                .put("accessKey", connection.accessKey())
                .put("secretKey", connection.secretKey().reveal());
    }
}
