package org.lakeome.api.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.lakeome.catalog.error.ApiError;

/** Request bodies read whole, up to a limit in bytes. */
public final class RequestBody {

    static final int LIMIT = 1 << 20;

    private RequestBody() {}

    /** @throws ApiError.TooLarge as soon as the limit is passed, whatever Content-Length says */
    public static byte[] read(Context http) {
        return read(http, LIMIT);
    }

    /** As {@link #read(Context)}, for a route with another limit. */
    public static byte[] read(Context http, int limit) {
        if (http.req().getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        try {
            byte[] body = http.req().getInputStream().readNBytes(limit + 1);
            if (body.length > limit) {
                throw tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            if (TooSlow.in(e)) {
                throw new UncheckedIOException(e);
            }
            throw new ApiError.Invalid("The request body ended early or is not valid HTTP.");
        }
    }

    static ApiError.TooLarge tooLarge(int limit) {
        return new ApiError.TooLarge("The request body is larger than the limit of %d bytes.".formatted(limit));
    }
}
