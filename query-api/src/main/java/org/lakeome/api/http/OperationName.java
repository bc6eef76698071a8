package org.lakeome.api.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.Optional;

/** The name under which a request is counted in the metrics; never text of the client. */
public final class OperationName {

    private static final String ATTRIBUTE = "lakeome.operation";

    private OperationName() {}

    public static void set(Context http, String name) {
        http.attribute(ATTRIBUTE, name);
    }

    /** What the route set, or else the template of the route. */
    static String of(Context http) {
        String name = http.attribute(ATTRIBUTE);
        return Optional.ofNullable(name)
                .or(() -> Optional.ofNullable(http.endpoints().lastHttpEndpoint())
                        .map((Endpoint endpoint) -> endpoint.path))
                .orElse("none");
    }
}
