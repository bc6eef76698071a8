package org.lakeome.api.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.lakeome.api.http.TooSlow;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.token.InvalidToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Iceberg's own error form for everything below {@code /iceberg}. What is not known to have failed answers 500, because
 * a client takes any 4xx on a commit for "not committed" and deletes its files.
 */
final class IcebergErrors {
    private static final Logger LOG = LoggerFactory.getLogger(IcebergErrors.class);

    private IcebergErrors() {}

    static Handler rendered(Handler handler) {
        return http -> {
            try {
                handler.handle(http);
            } catch (Exception e) {
                render(http, e);
            }
        };
    }

    static void render(Context http, int status, String type, String message) {
        IcebergJson.write(
                http.status(status),
                ErrorResponse.builder()
                        .responseCode(status)
                        .withType(type)
                        .withMessage(message)
                        .build());
    }

    /** The form of RFC 6749, which clients expect of the token endpoint. */
    static void render(Context http, TokenEndpoint.Refused refused) {
        IcebergJson.write(
                http.status(refused.status()),
                Map.of("error", refused.error(), "error_description", refused.getMessage()));
    }

    private static void render(Context http, Exception error) {
        String message = error.getMessage();
        switch (error) {
            case NoSuchTableException _ -> render(http, 404, "NoSuchTableException", message);
            case NoSuchNamespaceException _ -> render(http, 404, "NoSuchNamespaceException", message);
            case InvalidToken _ -> render(http, 401, "NotAuthorizedException", message);
            case NotAuthorizedException _ -> render(http, 401, "NotAuthorizedException", message);
            case ForbiddenException _ -> render(http, 403, "ForbiddenException", message);
            case ApiError.Forbidden _ -> render(http, 403, "ForbiddenException", message);
            case CommitFailedException _ -> render(http, 409, "CommitFailedException", message);
            case AlreadyExistsException _ -> render(http, 409, "AlreadyExistsException", message);
            case ApiError.Conflict _ -> render(http, 409, "CommitFailedException", message);
            case ApiError.Throttled _ -> render(http, 429, "TooManyRequestsException", message);
            case ApiError.Unavailable _ -> render(http, 503, "ServiceUnavailableException", message);
            case BadRequestException _ -> render(http, 400, "BadRequestException", message);
            case ValidationException _ -> render(http, 400, "ValidationException", message);
            case ApiError.Invalid _ -> render(http, 400, "BadRequestException", message);
            case Exception slow
            when TooSlow.in(slow) ->
                render(http, 408, "RequestTimeoutException", "The request body came too slowly, or stopped.");
            case JsonProcessingException _ ->
                render(http, 400, "BadRequestException", "The body is not the JSON that this request needs.");
            case HttpResponseException e -> render(http, e.getStatus(), "BadRequestException", message);
            default -> {
                LOG.error("{} {} failed", http.method(), http.path(), error);
                render(http, 500, "InternalServerError", "The catalog failed; see the server's log.");
            }
        }
    }
}
