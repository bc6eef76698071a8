package org.lakeome.api.work;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.ImportWork;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.Tokens;
import org.lakeome.catalog.work.Lease;
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
    private final ReferenceWork references;
    private final ObjectAccess objects;
    private final Tokens tokens;
    private final Supplier<URI> server;

    /** @param server where workers reach this server */
    public WorkSpecs(
            Imports imports, ReferenceWork references, ObjectAccess objects, Tokens tokens, Supplier<URI> server) {
        this.imports = imports;
        this.references = references;
        this.objects = objects;
        this.tokens = tokens;
        this.server = server;
    }

    ObjectNode of(Lease lease) {
        return switch (lease.kind()) {
            case VARIANT_IMPORT, ANNOTATION_IMPORT -> variantImport(lease);
            case REFERENCE_IMPORT -> references.spec(lease.work());
        };
    }

    /** Ends the credentials of work that is over. */
    void over(WorkId work) {
        objects.revoke(work.value());
    }

    private ObjectNode variantImport(Lease lease) {
        ImportWork work = imports.workOf(lease);
        ImportJob job = work.job();
        ObjectNode spec = JSON.createObjectNode();
        spec.put("kind", lease.kind().name());
        spec.put("jobId", job.id().value());
        spec.put("runLeftNormalization", job.leftNormalize());
        ObjectNode fields = spec.putObject("annotationFields");
        job.annotationFields().forEach(fields::put);
        ArrayNode items = spec.putArray("items");
        job.items().forEach(item -> items.addObject().put("source", item.source()));
        var writer = new Bearer.ImportWorker(
                job.owner(),
                lease.work(),
                lease.attempt(),
                work.table().namespace(),
                work.table().name());
        spec.putObject("table")
                .put("catalogUri", server.get() + "/iceberg")
                .put(
                        "token",
                        tokens.issue(writer, Set.of(Audience.ICEBERG), LONGEST).token())
                .put("namespace", work.table().namespace().value())
                .put("name", work.table().name().value());
        S3Connection s3 = objects.readOnly(job.owner(), lease.work().value(), LONGEST);
        spec.putObject("s3")
                .put("endpoint", s3.endpoint().toString())
                .put("region", s3.region())
                .put("accessKey", s3.accessKey())
                .put("secretKey", s3.secretKey().reveal());
        return spec;
    }
}
