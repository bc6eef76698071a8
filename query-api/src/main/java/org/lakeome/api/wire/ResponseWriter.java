package org.lakeome.api.wire;

import io.javalin.http.Context;
import org.lakeome.api.wire.Operations.Download;
import software.amazon.awssdk.services.omics.model.OmicsResponse;

/** Writes responses in the form of restJson1. */
final class ResponseWriter {

    private ResponseWriter() {}

    static String body(OperationModel operation, OmicsResponse response) {
        String expected = operation.name() + "Response";
        if (!response.getClass().getSimpleName().equals(expected)) {
            throw new IllegalStateException(
                    "the handler of %s answered with %s".formatted(operation.name(), response.getClass()));
        }
        return SdkObjects.body(response).toString();
    }

    static void write(Context http, OperationModel operation, String body) {
        http.status(operation.successCode());
        if (operation.successCode() != 204) {
            http.contentType("application/json").result(body);
        }
    }

    static void write(Context http, OperationModel operation, Download download) {
        http.disableCompression()
                .status(operation.successCode())
                .contentType("application/octet-stream")
                .header("Content-Length", Long.toString(download.length()))
                .result(download.content());
    }
}
