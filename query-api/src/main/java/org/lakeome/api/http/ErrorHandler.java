package org.lakeome.api.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lakeome.api.auth.NotAuthenticated;
import org.lakeome.catalog.error.ApiError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception of a route into an error in the AWS form that all clients read. No stack trace reaches a client. */
final class ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

    /** @param type AWS error name without a namespace: awscli shows a namespace as part of the name */
    record Answer(int status, String type, String message) {}

    void handle(Throwable error, Context http) {
        Answer answer = answer(error);
        if (answer.status() >= 500) {
            LOG.error(
                    "request {} {} {} failed",
                    RequestId.of(http),
                    http.method(),
                    loggable(http.req().getRequestURI()),
                    error);
        }
        http.status(answer.status())
                .header("x-amzn-ErrorType", answer.type())
                .contentType("application/json")
                .result(ErrorBody.of(answer.message()));
    }

    /** For a StackOverflowError and its like, which Javalin keeps apart from exceptions. */
    void handle(HttpServletResponse response, Error error) {
        LOG.error("request {} failed", response.getHeader(RequestId.HEADER), error);
        Answer answer = answer(error);
        response.setStatus(answer.status());
        response.setHeader("x-amzn-ErrorType", answer.type());
        response.setContentType("application/json");
        try {
            response.getOutputStream().write(ErrorBody.of(answer.message()).getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            LOG.debug("the client left before its error was written", e);
        }
    }

    /** The path of Trino's rules is a secret. */
    private static String loggable(String path) {
        return path.startsWith("/trino/") ? "/trino/***" : LogText.escaped(path);
    }

    private static Answer answer(Throwable error) {
        return switch (error) {
            case ApiError known -> answer(known);
            case NotAuthenticated unproven -> new Answer(403, unproven.type(), unproven.getMessage());
            case UnknownOperation unknown ->
                new Answer(unknown.status(), "UnknownOperationException", unknown.getMessage());
            case Throwable slow when TooSlow.in(slow) -> new Answer(408, "RequestTimeoutException", TooSlow.MESSAGE);
            case HttpResponseException http
            when http.getStatus() == 404 ->
                new Answer(404, "UnknownOperationException", "The request is not an operation of this server.");
            case HttpResponseException http
            when http.getStatus() == 413 -> answer(RequestBody.tooLarge(RequestBody.LIMIT));
            case HttpResponseException http
            when http.getStatus() < 500 ->
                new Answer(http.getStatus(), "ValidationException", "The request cannot be read.");
            case Throwable _ ->
                new Answer(
                        500,
                        "InternalServerException",
                        "The server failed on this request; its log has the details under the request id.");
        };
    }

    private static Answer answer(ApiError error) {
        String message = error.getMessage();
        return switch (error) {
            case ApiError.Invalid _ -> new Answer(400, "ValidationException", message);
            case ApiError.QuotaExceeded _ -> new Answer(402, "ServiceQuotaExceededException", message);
            case ApiError.Forbidden _ -> new Answer(403, "AccessDeniedException", message);
            case ApiError.Unauthenticated _ -> new Answer(403, "UnrecognizedClientException", message);
            case ApiError.NotFound _ -> new Answer(404, "ResourceNotFoundException", message);
            case ApiError.NotSupported _ -> new Answer(405, "NotSupportedOperationException", message);
            case ApiError.Conflict _ -> new Answer(409, "ConflictException", message);
            case ApiError.TooLarge _ -> new Answer(413, "ValidationException", message);
            case ApiError.RangeNotSatisfiable _ -> new Answer(416, "RangeNotSatisfiableException", message);
            case ApiError.Throttled _ -> new Answer(429, "ThrottlingException", message);
            case ApiError.Internal _ -> new Answer(500, "InternalServerException", message);
            case ApiError.Unavailable _ -> new Answer(503, "ServiceUnavailableException", message);
        };
    }
}
