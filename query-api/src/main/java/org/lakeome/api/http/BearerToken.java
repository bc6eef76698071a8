package org.lakeome.api.http;

import io.javalin.http.Context;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.error.ApiError;

/** Proof by a shared secret in the Authorization header, for the processes that belong to the server itself. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** @throws ApiError.Unauthenticated unless the request carries exactly this secret */
    public static void require(Context http, Secret expected) {
        String header = http.header("Authorization");
        if (header == null
                || !header.startsWith(SCHEME)
                || !Secret.of(header.substring(SCHEME.length())).equals(expected)) {
            throw new ApiError.Unauthenticated("This path belongs to the server's own processes.");
        }
    }
}
