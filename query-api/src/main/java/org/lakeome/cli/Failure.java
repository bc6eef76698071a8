package org.lakeome.cli;

/** A command cannot go on; the message is for the user and names the next thing to do. */
final class Failure extends RuntimeException {

    private final int exitCode;

    Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
