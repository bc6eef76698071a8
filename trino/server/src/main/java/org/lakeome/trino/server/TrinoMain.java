package org.lakeome.trino.server;

import io.trino.server.Server;
import java.io.IOException;

/**
 * Starts Trino from plain jars, as its own launcher would. With {@code -Dlakeome.exit-on-stdin-eof=true} the process ends
 * as soon as its standard input does, so that it never outlives the server that started it, not even a killed one.
 */
public final class TrinoMain {
    private static final String VERSION = "483";

    private TrinoMain() {}

    public static void main(String[] args) {
        if (Boolean.getBoolean("lakeome.exit-on-stdin-eof")) {
            Thread.ofPlatform().daemon().name("parent-watch").start(TrinoMain::endWithParent);
        }
        new Server().start(VERSION);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // the parent writes nothing; only the end of the pipe counts
            }
        } catch (IOException pipeBroken) {
            // the same as its end
        }
        // halt, because an orderly shutdown waits for queries whose client is gone
        Runtime.getRuntime().halt(0);
    }
}
