package org.lakeome.api.http;

import io.javalin.http.Context;

/** The name under which a request is counted in the metrics; never text of the client. */
public final class OperationName {

    private static final String ATTRIBUTE = "lakeome.operation";

    private OperationName() {}

    public static void set(Context http, String name) {
        http.attribute(ATTRIBUTE, name);
    }

    static String of(Context http) {
        String name = http.attribute(ATTRIBUTE);
        return name == null ? "other" : name;
    }
}
