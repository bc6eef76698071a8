package org.lakeome.api.http;

import java.time.Duration;

/**
 * What one client may hold of a server. A body whose sender has let the server wait for longer than the patience, and for one more second for each
 * {@code bodyFloor} bytes that came, is given up. So is the head of a request after the patience.
 *
 * @param connectionsOfAnAddress at a time; further ones are closed
 * @param idle how long nothing may move: between two requests, or while the client does not take its answer
 * @param bodyFloor bytes of a second; 0 for no limit
 */
public record HttpLimits(int connectionsOfAnAddress, Duration idle, long bodyFloor, Duration bodyPatience) {

    /** Connections of all addresses together; each may hold a body of {@link RequestBody#LIMIT} in memory. */
    public static final int CONNECTIONS = 1000;

    /** One address, a proxy say, leaves room for others. */
    public static final HttpLimits DEFAULT = new HttpLimits(700, Duration.ofSeconds(60), 1024, Duration.ofSeconds(30));

    /** As many connections from one address as there are. */
    HttpLimits forOneAddress() {
        return new HttpLimits(CONNECTIONS, idle, bodyFloor, bodyPatience);
    }
}
