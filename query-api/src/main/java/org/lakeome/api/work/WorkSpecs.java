package org.lakeome.api.work;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TsvOptions;
import org.lakeome.catalog.format.TsvOptionsJson;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.job.FormatOptionsJson;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.ImportWork;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.Tokens;
import org.lakeome.catalog.undo.UndoWork;
import org.lakeome.catalog.undo.Undos;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.catalog.upkeep.UpkeepWork;
import org.lakeome.catalog.work.Lease;
import org.lakeome.storage.reference.ReferenceAccess;
import org.lakeome.storage.reference.ReferenceWork;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.S3Connection;

/**
 * What the holder of a lease is told to do, with credentials made for that lease alone: a read-only key on its owner's
 * buckets, and a token for its one table.
 */
public final class WorkSpecs {

    /** Longer than any import; the lease, not the clock, ends what a worker may do. */
    private static final Duration LONGEST = Duration.ofHours(48);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Imports imports;
    private final Upkeep upkeep;
    private final Undos undos;
    private final ReferenceWork references;
    private final ReferenceAccess referenceAccess;
    private final ObjectAccess objects;
    private final Tokens tokens;
    private final Supplier<URI> server;
    private final SourceLimits limits;

    /** How long a source may keep a worker: without a byte, with fewer bytes than that in ten minutes, and saying that it cannot answer now. */
    public record SourceLimits(Duration stall, long floorBytes, Duration patience) {}

    /** @param server where workers reach this server */
    public WorkSpecs(
            Imports imports,
            Upkeep upkeep,
            Undos undos,
            ReferenceWork references,
            ReferenceAccess referenceAccess,
            ObjectAccess objects,
            Tokens tokens,
            Supplier<URI> server,
            SourceLimits limits) {
        this.imports = imports;
        this.upkeep = upkeep;
        this.undos = undos;
        this.references = references;
        this.referenceAccess = referenceAccess;
        this.objects = objects;
        this.tokens = tokens;
        this.server = server;
        this.limits = limits;
    }

    ObjectNode of(Lease lease) {
        return switch (lease.kind()) {
            case VARIANT_IMPORT, ANNOTATION_IMPORT -> limited(importSpec(lease));
            case REFERENCE_IMPORT -> limited(references.spec(lease.work()));
            case OPTIMIZE -> upkeepSpec(lease);
            case UNDO_IMPORT -> undoSpec(lease);
        };
    }

    /** For each of the contents that another job has brought where the holder of the lease is to write: which, in words. */
    Map<String, String> known(WorkId work, List<String> contents) {
        return imports.known(work, contents);
    }

    private ObjectNode limited(ObjectNode spec) {
        if (spec.get("s3") instanceof ObjectNode s3) {
            s3.putObject("limits")
                    .put("stallSeconds", limits.stall().toSeconds())
                    .put("floorBytes", limits.floorBytes())
                    .put("patienceSeconds", limits.patience().toSeconds());
        }
        return spec;
    }

    private ObjectNode undoSpec(Lease lease) {
        UndoWork work = undos.workOf(lease);
        ObjectNode spec = JSON.createObjectNode();
        spec.put("kind", lease.kind().name());
        spec.put("jobId", work.job().value());
        ArrayNode tables = spec.putArray("tables");
        work.tables().forEach(table -> putTable(tables.addObject(), lease, table));
        return spec;
    }

    private ObjectNode upkeepSpec(Lease lease) {
        UpkeepWork work = upkeep.workOf(lease);
        ObjectNode spec = JSON.createObjectNode();
        spec.put("kind", lease.kind().name());
        spec.put("files", work.files());
        spec.put("smallBytes", work.smallBytes());
        putTable(spec.putObject("table"), lease, work.table());
        return spec;
    }

    private ObjectNode importSpec(Lease lease) {
        ImportWork work = imports.workOf(lease);
        ImportJob job = work.job();
        ObjectNode spec = JSON.createObjectNode();
        spec.put("kind", lease.kind().name());
        spec.put("jobId", job.id().value());
        spec.put("adopts", job.adopts());
        ArrayNode items = spec.putArray("items");
        for (int position = 0; position < job.items().size(); position++) {
            ObjectNode item =
                    items.addObject().put("source", job.items().get(position).source());
            if (work.reading().leftOut().contains(position)) {
                item.put("leftOut", job.items().get(position).statusMessage());
            }
        }
        spec.put("apart", work.reading().apart());
        putTable(spec.putObject("table"), lease, work.table());
        S3Connection s3 = objects.readOnly(job.owner(), lease.work().value(), LONGEST);
        spec.putObject("s3")
                .put("endpoint", s3.endpoint().toString())
                .put("region", s3.region())
                .put("accessKey", s3.accessKey())
                .put("secretKey", s3.secretKey().reveal());
        work.format().ifPresent(format -> putFormat(spec, format));
        spec.set("formatOptions", FormatOptionsJson.toJson(job.formatOptions()));
        putOptions(spec, lease, work);
        return spec;
    }

    private void putTable(ObjectNode table, Lease lease, Resource.Table target) {
        var writer = new Bearer.ImportWorker(target.owner(), lease.work(), lease.attempt());
        table.put("catalogUri", server.get() + "/iceberg")
                .put(
                        "token",
                        tokens.issue(writer, Set.of(Audience.ICEBERG), LONGEST).token())
                .put("namespace", target.namespace().value())
                .put("name", target.name().value());
    }

    private static void putFormat(ObjectNode spec, StoreFormat format) {
        spec.put("format", format.name());
        if (format instanceof StoreFormat.Tsv(TsvOptions options)) {
            spec.set("storeOptions", TsvOptionsJson.toJson(options));
        }
    }

    private void putOptions(ObjectNode spec, Lease lease, ImportWork work) {
        ImportJob job = work.job();
        spec.put("runLeftNormalization", job.leftNormalize());
        if (job.leftNormalize()) {
            spec.set(
                    "reference",
                    referenceAccess.spec(job.owner(), work.referenceArn().orElseThrow(), lease.work(), LONGEST));
        }
        work.referenceArn()
                .filter(arn -> !job.leftNormalize())
                .ifPresent(arn -> spec.set("referenceContigs", referenceAccess.contigs(job.owner(), arn)));
        ObjectNode fields = spec.putObject("annotationFields");
        job.annotationFields().forEach(fields::put);
        spec.put("splitMultiallelics", job.settings().splitMultiallelics());
        spec.put("onDuplicate", job.settings().onDuplicate().name());
        spec.put("onBadRecord", job.settings().onBadRecord().name());
        work.rejected().ifPresent(table -> spec.putObject("rejected")
                .put("name", table.name().value()));
    }
}
