package org.lakeome.trino.server;

import io.trino.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Starts Trino from plain jars, as its own launcher would. With {@code -Dlakeome.exit-on-stdin-eof=true} the process ends
 * as soon as its standard input does, so that it never outlives the server that started it, not even a killed one. With
 * {@code -Dlakeome.server=URI} it waits for that server, without whose access rules Trino ends at its start.
 */
public final class TrinoMain {
    private static final String VERSION = "483";

    private TrinoMain() {}

    public static void main(String[] args) throws InterruptedException {
        if (Boolean.getBoolean("lakeome.exit-on-stdin-eof")) {
            Thread.ofPlatform().daemon().name("parent-watch").start(TrinoMain::endWithParent);
        }
        String server = System.getProperty("lakeome.server", "");
        if (!server.isEmpty()) {
            awaitServer(URI.create(server + "/health/live"));
        }
        new Server().start(VERSION);
    }

    private static void awaitServer(URI live) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(live).timeout(Duration.ofSeconds(60)).build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            boolean waits = false;
            while (!answers(http, request)) {
                if (!waits) {
                    System.out.println("Waiting for " + live);
                    waits = true;
                }
                Thread.sleep(500);
            }
        }
    }

    /** Any answer but a failure: the rules come from the same server. */
    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException notYet) {
            return false;
        }
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
