package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lakeome.api.auth.PercentEncoding;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.http.LogText;
import org.lakeome.api.http.RequestId;

/** How an AWS service names its operations and its errors on the wire. */
enum ServiceDialect {
    /** JSON with a target header: glue, athena, logs, dynamodb. */
    JSON_RPC,
    /** Parameters of a form, errors in XML: sts, iam, and services of that age. */
    QUERY,
    /** As {@link #QUERY}, with other element names. */
    EC2,
    /** S3's own XML. */
    S3,
    /** XML at paths: route53, cloudfront. */
    REST_XML,
    /** JSON at paths: ram, lakeformation, and most services since. */
    REST_JSON;

    private static final List<String> OLD_XML = List.of("route53", "cloudfront", "s3-control");

    /** @param service the name in the credential's scope */
    static ServiceDialect of(ReceivedRequest request, String service) {
        if (service.equals("s3") || service.equals("s3express")) {
            return S3;
        }
        if (!request.header("x-amz-target").isEmpty()) {
            return JSON_RPC;
        }
        if (action(request).isPresent()) {
            return service.equals("ec2") ? EC2 : QUERY;
        }
        return OLD_XML.contains(service) ? REST_XML : REST_JSON;
    }

    /** The name of the operation as far as the request says it. */
    String operation(ReceivedRequest request) {
        String name =
                switch (this) {
                    case JSON_RPC -> request.header("x-amz-target").getFirst().replaceFirst(".*\\.", "");
                    case QUERY, EC2 -> action(request).orElse("");
                    case S3, REST_XML -> request.method();
                    case REST_JSON -> request.rawPath().replaceFirst("^/", "");
                };
        return LogText.escaped(name.length() > 80 ? name.substring(0, 80) : name);
    }

    /** Answers with an error that the service's clients can read and do not take for one that goes away. */
    void refuse(Context http, ReceivedRequest request, int status, String code, String message) {
        String id = RequestId.of(http);
        http.status(status).header("x-amzn-ErrorType", code);
        switch (this) {
            case JSON_RPC ->
                http.contentType(request.header("content-type").stream()
                                .filter(type -> type.startsWith("application/x-amz-json-"))
                                .findFirst()
                                .orElse("application/x-amz-json-1.1"))
                        .result(JsonNodeFactory.instance
                                .objectNode()
                                .put("__type", code)
                                .put("message", message)
                                .put("Message", message)
                                .toString());
            case REST_JSON ->
                http.contentType("application/json")
                        .result(JsonNodeFactory.instance
                                .objectNode()
                                .put("message", message)
                                .toString());
            case QUERY, REST_XML ->
                xml(
                        http,
                        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>",
                        code,
                        message,
                        id);
            case EC2 ->
                xml(
                        http,
                        "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>%s</RequestID></Response>",
                        code,
                        message,
                        id);
            case S3 ->
                xml(
                        http,
                        "<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>",
                        code,
                        message,
                        id);
        }
    }

    private static void xml(Context http, String form, String code, String message, String id) {
        String escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        http.contentType("text/xml")
                .result("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + form.formatted(code, escaped, id));
    }

    private static Optional<String> action(ReceivedRequest request) {
        Optional<String> inQuery = request.query()
                .map(query -> query.getOrDefault("Action", List.of()))
                .flatMap(values -> values.stream().findFirst());
        boolean form = request.header("content-type").stream()
                .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"));
        if (inQuery.isPresent() || !form) {
            return inQuery;
        }
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equals("Action"))
                .map(pair -> PercentEncoding.decode(pair[1]).orElse(pair[1]))
                .findFirst();
    }
}
