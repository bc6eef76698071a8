package org.lakeome.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** Counts and times every request by operation and status, and serves {@code /metrics} as Prometheus text. Thread-safe. */
public final class Metrics implements Routes {

    private static final String STARTED = "lakeome.started";

    private final PrometheusMeterRegistry registry;

    /** @param registry that other parts may add their own meters to */
    public Metrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(http -> http.attribute(STARTED, System.nanoTime()));
        routes.after(this::count);
        routes.get("/metrics", http -> http.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(registry.scrape()));
    }

    private void count(Context http) {
        long started = http.attribute(STARTED);
        Timer.builder("lakeome.http.requests")
                .description("Requests answered, by operation and status")
                .tag("operation", OperationName.of(http))
                .tag("status", Integer.toString(http.statusCode()))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - started));
    }
}
