package org.lakeome.api.http;

import java.io.IOException;

/** The client sent its body slower than {@link HttpLimits#body()} says. */
public final class TooSlow extends IOException {

    static final String MESSAGE = "The request body came too slowly, or stopped; send it again over a better line.";

    TooSlow() {
        super(MESSAGE);
    }

    /** Whether this is what an error goes back to: readers of bodies wrap what they meet. */
    public static boolean in(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooSlow) {
                return true;
            }
        }
        return false;
    }
}
