package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lakeome.ingest.normalise.ReferenceLengths;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.SourceLimits;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.OnDuplicate;

/**
 * What the server says of a variant import, or of an annotation import as far as it is the same. The text form hides the table's token
 * and the key.
 *
 * @param leftNormalise the store's reference with its bases, only where they are needed
 * @param reference lengths of the reference's contigs, wherever the store has one
 */
record VariantImportSpec(
        String jobId,
        TablePlace table,
        List<String> sources,
        boolean apart,
        LeftOut leftOut,
        S3Access s3,
        Optional<ReferencePlace> leftNormalise,
        ReferenceLengths reference,
        boolean splitMultiallelics,
        Optional<String> rejectedTable,
        OnDuplicate onDuplicate,
        Optional<String> vepField,
        boolean ignoreQuality,
        boolean ignoreFilters,
        boolean strictInfos) {

    static VariantImportSpec of(JsonNode spec) {
        List<String> sources = new ArrayList<>();
        spec.path("items").forEach(item -> sources.add(item.path("source").asText()));
        return new VariantImportSpec(
                required(spec, "jobId"),
                TablePlace.of(spec.path("table")),
                List.copyOf(sources),
                spec.path("apart").asBoolean(),
                LeftOut.of(spec.path("items")),
                s3(spec.path("s3")),
                leftNormalise(spec),
                new ReferenceLengths(ReferencePlace.contigs(referenceContigs(spec))),
                spec.path("splitMultiallelics").asBoolean(),
                rejectedTable(spec),
                OnDuplicate.valueOf(spec.path("onDuplicate").asText("IMPORT")),
                vepField(spec.path("annotationFields")),
                spec.path("formatOptions").path("ignoreQualField").asBoolean(),
                spec.path("formatOptions").path("ignoreFilterField").asBoolean(),
                spec.path("formatOptions").path("strictInfos").asBoolean());
    }

    /** The server takes no other key; one that came through would be an annotation that nobody reads. */
    private static Optional<String> vepField(JsonNode fields) {
        fields.fieldNames().forEachRemaining(name -> {
            if (!name.equals("VEP")) {
                throw new IllegalArgumentException("The work specification asks for annotation fields of " + name
                        + "; only those of VEP are known.");
            }
        });
        return Optional.ofNullable(fields.path("VEP").textValue()).filter(id -> !id.isEmpty());
    }

    private static Optional<String> rejectedTable(JsonNode spec) {
        return spec.path("onBadRecord").asText("FAIL").equals("QUARANTINE")
                ? Optional.of(required(spec.path("rejected"), "name"))
                : Optional.empty();
    }

    private static Optional<ReferencePlace> leftNormalise(JsonNode spec) {
        return spec.path("runLeftNormalization").asBoolean()
                ? Optional.of(ReferencePlace.of(spec.path("reference")))
                : Optional.empty();
    }

    /** Where the bases are needed, their contigs come with them. */
    private static JsonNode referenceContigs(JsonNode spec) {
        return spec.has("reference") ? spec.path("reference").path("contigs") : spec.path("referenceContigs");
    }

    ImportOptions options() throws IOException {
        ReferenceSequence reference =
                leftNormalise.isPresent() ? leftNormalise.get().open() : null;
        return new ImportOptions(
                new ReadOptions(reference, splitMultiallelics, ignoreQuality, ignoreFilters, strictInfos),
                vepField.orElse(null));
    }

    static S3Access s3(JsonNode s3) {
        return new S3Access(
                required(s3, "endpoint"),
                s3.path("region").asText("us-east-1"),
                required(s3, "accessKey"),
                required(s3, "secretKey"),
                limits(s3.path("limits")));
    }

    private static SourceLimits limits(JsonNode limits) {
        SourceLimits otherwise = SourceLimits.DEFAULT;
        return new SourceLimits(
                Duration.ofSeconds(
                        limits.path("stallSeconds").asLong(otherwise.stall().toSeconds())),
                limits.path("floorBytes").asLong(otherwise.floorBytes()),
                Duration.ofSeconds(limits.path("patienceSeconds")
                        .asLong(otherwise.patience().toSeconds())));
    }

    static String required(JsonNode node, String name) {
        String value = node.path(name).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The work specification lacks " + name + ".");
        }
        return value;
    }

    @Override
    public String toString() {
        return "VariantImportSpec[" + jobId + ", " + table + ", " + sources.size() + " items]";
    }
}
