package org.lakeome.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server of Lakeome: the API's, or the inner one, which full or slow hands of the API leave alone. URIs reach the routes raw, any Host is accepted, forwarded headers change nothing. Thread-safe; closing it stops
 * listening at once and lets running requests end for up to ten seconds.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Of the inner server; each waiting worker holds one. */
    private static final int INTERNAL_THREADS = 64;

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
        return start(host, port, routes, HttpLimits.DEFAULT);
    }

    /** As {@link #start(String, int, List)}, for clients who may hold more or less. */
    public static HttpServer start(String host, int port, List<Routes> routes, HttpLimits limits) {
        Javalin javalin = Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            configure(config, routes, new Edge(host, port, limits));
        });
        return new HttpServer(javalin.start());
    }

    /** Starts a server for Trino, the workers and the operator, with threads of its own. */
    public static HttpServer startInternal(String host, int port, List<Routes> routes) {
        Javalin javalin = Javalin.create(config -> {
            config.jetty.threadPool = new QueuedThreadPool(INTERNAL_THREADS);
            configure(config, routes, new Edge(host, port, HttpLimits.DEFAULT.forOneAddress()));
        });
        return new HttpServer(javalin.start());
    }

    private record Edge(String host, int port, HttpLimits limits) {}

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

    private static void configure(JavalinConfig config, List<Routes> routes, Edge edge) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = RequestBody.LIMIT;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyHttpConfiguration(http -> configure(http, edge.limits()));
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = connector(server, http, edge);
            connector.addEventListener(new AddressLimit(edge.limits().connectionsOfAnAddress()));
            return connector;
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(DRAIN.toMillis());
            server.addBean(new NetworkConnectionLimit(HttpLimits.CONNECTIONS, server));
            server.setErrorHandler(new ConnectionErrors());
            server.setHandler(new PacedRequests(edge.limits().body()));
        });

        ErrorHandler errors = new ErrorHandler();
        config.routes.before(RequestId::assign);
        config.routes.exception(HttpResponseException.class, errors::handle);
        config.routes.exception(Exception.class, errors::handle);
        config.router.javaLangErrorHandler(errors::handle);
        routes.forEach(contributor -> contributor.addTo(config.routes));
    }

    private static void configure(HttpConfiguration http, HttpLimits limits) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(limits.idle().toMillis());
        http.setRequestHeaderSize(32 * 1024);
        // ARNs travel in a path label with %2F; routes match on the raw path, so nothing is ambiguous to them.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "lakeome",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Edge edge) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                PacedEndPoint client = new PacedEndPoint(
                        channel,
                        selector,
                        key,
                        getScheduler(),
                        edge.limits().body().patience());
                client.setIdleTimeout(getIdleTimeout());
                return client;
            }
        };
        connector.setHost(edge.host());
        connector.setPort(edge.port());
        connector.setIdleTimeout(edge.limits().idle().toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }
}
