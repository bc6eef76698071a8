package org.lakeome.api.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/** Closes connections of an address that has more of them than its share, so that one client leaves room for the others. Thread-safe. */
final class AddressLimit implements Connection.Listener {

    private final int most;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /** A closed socket no longer knows its address. */
    private final Map<Connection, String> addresses = new ConcurrentHashMap<>();

    AddressLimit(int most) {
        this.most = most;
    }

    @Override
    public void onOpened(Connection connection) {
        String address = address(connection);
        addresses.put(connection, address);
        if (open.merge(address, 1, Integer::sum) > most) {
            connection.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        String address = addresses.remove(connection);
        if (address != null) {
            open.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private static String address(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress inet ? client(inet.getAddress()) : String.valueOf(remote);
    }

    /** Whom an address stands for: whoever has one of version 6 has 2^64 of them. */
    static String client(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, Long.BYTES)
                : address.getHostAddress();
    }
}
