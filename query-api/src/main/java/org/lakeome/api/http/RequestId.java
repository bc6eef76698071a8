package org.lakeome.api.http;

import io.javalin.http.Context;
import java.util.UUID;

/** The id of a request, always ours: what a client sends as one is never echoed. */
public final class RequestId {

    static final String HEADER = "x-amzn-RequestId";

    private static final String ATTRIBUTE = "lakeome.request-id";

    private RequestId() {}

    static void assign(Context http) {
        String id = UUID.randomUUID().toString();
        http.attribute(ATTRIBUTE, id);
        http.header(HEADER, id);
    }

    public static String of(Context http) {
        return http.attribute(ATTRIBUTE);
    }
}
