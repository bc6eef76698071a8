package org.lakeome.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the servers of this process listen, and how others reach them. */
final class Addresses {

    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

    private Addresses() {}

    /** Told before anything is made: a child whose port is taken would be started again and again. */
    static void requireFreePorts(LakeConfig config) throws IOException {
        LakeConfig.Internal internal = config.http().internal();
        requireFree("http.port", config.http().host(), config.http().port());
        requireFree("http.internal-port", internal.host(), internal.port());
        if (config.s3().endpoint().isEmpty()) {
            requireFree("s3.port", "127.0.0.1", config.s3().port());
        }
        if (config.trino().enabled()) {
            requireFree("trino.port", "127.0.0.1", config.trino().port());
        }
    }

    private static void requireFree(String key, String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{}: {} is free", key, socket.getLocalPort());
        } catch (BindException e) {
            throw new CannotStart(
                    "%s: port %d of %s cannot be had (%s); end what listens there, or give another, or 0 for any free one"
                            .formatted(key, port, host, e.getMessage()));
        }
    }

    /** Whether this machine alone reaches the API and the inner routes. */
    static boolean areLoopback(LakeConfig.Http http) throws UnknownHostException {
        return InetAddress.getByName(http.host()).isLoopbackAddress()
                && InetAddress.getByName(http.internal().host()).isLoopbackAddress();
    }

    /** The base URI of what listens on this host, as this machine reaches it. */
    static URI local(String host, int port) throws UnknownHostException {
        String reachable = InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
        return URI.create("http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port);
    }
}
