package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.source.S3Access;

/** What the server says of a variant import. The text form hides the table's token and the key. */
record VariantImportSpec(
        String jobId,
        String catalogUri,
        String token,
        String namespace,
        String table,
        List<String> sources,
        S3Access s3,
        boolean leftNormalization,
        boolean annotations) {

    static VariantImportSpec of(JsonNode spec) {
        JsonNode table = spec.path("table");
        List<String> sources = new ArrayList<>();
        spec.path("items").forEach(item -> sources.add(item.path("source").asText()));
        return new VariantImportSpec(
                required(spec, "jobId"),
                required(table, "catalogUri"),
                required(table, "token"),
                required(table, "namespace"),
                required(table, "name"),
                List.copyOf(sources),
                s3(spec.path("s3")),
                spec.path("runLeftNormalization").asBoolean(),
                !spec.path("annotationFields").isEmpty());
    }

    static S3Access s3(JsonNode s3) {
        return new S3Access(
                required(s3, "endpoint"),
                s3.path("region").asText("us-east-1"),
                required(s3, "accessKey"),
                required(s3, "secretKey"));
    }

    static String required(JsonNode node, String name) {
        String value = node.path(name).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The work specification lacks " + name + ".");
        }
        return value;
    }

    /** Properties of the REST catalog client that reaches the one table. */
    Map<String, String> catalogProperties(String fileIo) {
        return Map.of(
                "uri",
                catalogUri,
                "rest.auth.type",
                "oauth2",
                "oauth2-server-uri",
                catalogUri.replaceAll("/+$", "") + "/v1/oauth/tokens",
                "token",
                token,
                "token-refresh-enabled",
                "false",
                "token-exchange-enabled",
                "false",
                "rest-metrics-reporting-enabled",
                "false",
                "io-impl",
                fileIo);
    }

    @Override
    public String toString() {
        return "VariantImportSpec[" + jobId + ", " + namespace + "." + table + ", " + sources.size() + " items]";
    }
}
