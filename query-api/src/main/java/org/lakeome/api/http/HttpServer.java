package org.lakeome.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP server of Lakeome. URIs reach the routes raw, any Host is accepted, forwarded headers change nothing. Thread-safe; closing it stops
 * listening at once and lets running requests end for up to ten seconds.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Each may hold a body of {@link RequestBody#LIMIT} in memory. */
    private static final int CONNECTIONS = 1000;

    /** One address, a proxy say, leaves room for Trino and the worker, which are clients of this server too. */
    private static final int CONNECTIONS_OF_AN_ADDRESS = 700;

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
        return start(host, port, routes, CONNECTIONS_OF_AN_ADDRESS);
    }

    static HttpServer start(String host, int port, List<Routes> routes, int connectionsOfAnAddress) {
        AddressLimit limit = new AddressLimit(connectionsOfAnAddress);
        Javalin javalin = Javalin.create(config -> configure(config, host, port, routes, limit));
        return new HttpServer(javalin.start());
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn(
                    "some requests were still running {} after the server stopped to listen; they are cut off",
                    DRAIN,
                    e);
        }
    }

    private static void configure(
            JavalinConfig config, String host, int port, List<Routes> routes, AddressLimit limit) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = RequestBody.LIMIT;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyHttpConfiguration(HttpServer::configure);
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = connector(server, http, host, port);
            connector.addEventListener(limit);
            return connector;
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(DRAIN.toMillis());
            server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
            server.setErrorHandler(new ConnectionErrors());
        });

        ErrorHandler errors = new ErrorHandler();
        config.routes.before(RequestId::assign);
        config.routes.exception(HttpResponseException.class, errors::handle);
        config.routes.exception(Exception.class, errors::handle);
        config.router.javaLangErrorHandler(errors::handle);
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
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }
}
