package org.lakeome.api.auth;

/** The request does not prove who sends it; always answered with status 403. */
public final class NotAuthenticated extends RuntimeException {

    private final String type;

    NotAuthenticated(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The AWS error name that clients see. */
    public String type() {
        return type;
    }
}
