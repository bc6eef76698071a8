package org.lakeome.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The one HTTP server of Lakeome. URIs reach the routes raw, any Host is accepted, forwarded headers change nothing. Thread-safe; closing it stops
 * listening at once and lets running requests end for up to ten seconds.
 */
public final class HttpServer implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 takes a free one
     * @param routes asked in this order; a catch-all comes last
     */
    public static HttpServer start(String host, int port, List<Routes> routes) {
        Javalin javalin = Javalin.create(config -> configure(config, routes));
        return new HttpServer(javalin.start(host, port));
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, List<Routes> routes) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = RequestBody.LIMIT;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyHttpConfiguration(HttpServer::configure);
        config.jetty.modifyServer(HttpServer::configure);

        ErrorHandler errors = new ErrorHandler();
        config.routes.before(RequestId::assign);
        config.routes.exception(HttpResponseException.class, errors::handle);
        config.routes.exception(Exception.class, errors::handle);
        config.router.javaLangErrorHandler((response, error) -> {
            throw error;
        });
        routes.forEach(contributor -> contributor.addTo(config.routes));
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(IDLE.toMillis());
        http.setRequestHeaderSize(32 * 1024);
        // ARNs travel in a path label with %2F; routes match on the raw path, so nothing is ambiguous to them.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "lakeome",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER));
    }

    private static void configure(Server server) {
        server.setStopTimeout(DRAIN.toMillis());
        server.setErrorHandler(new ConnectionErrors());
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.setIdleTimeout(IDLE.toMillis());
            }
        }
    }
}
