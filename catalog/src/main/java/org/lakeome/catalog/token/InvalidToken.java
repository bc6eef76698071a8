package org.lakeome.catalog.token;

/** A token that is not ours, is out of date, or was made for someone else. */
public final class InvalidToken extends RuntimeException {
    InvalidToken(String message) {
        super(message);
    }
}
