package org.lakeome.api.http;

import java.util.Set;

/** No route of this server takes the method and path. */
public final class UnknownOperation extends RuntimeException {

    private final boolean pathKnown;

    /** @param methods that the path takes, empty if the path is not known */
    public UnknownOperation(String method, String path, Set<String> methods) {
        super(
                methods.isEmpty()
                        ? "%s %s is not an operation of this server.".formatted(method, path)
                        : "%s %s is not an operation of this server; the path takes %s."
                                .formatted(method, path, String.join(", ", methods)));
        this.pathKnown = !methods.isEmpty();
    }

    int status() {
        return pathKnown ? 405 : 404;
    }
}
