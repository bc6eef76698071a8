package org.lakeome.api.http;

import java.time.Duration;
import org.lakeome.storage.s3.BodyFloor;

/**
 * What one client may hold of a server. A body that is slower than its floor is given up, and so is the head of a request after the floor's patience.
 *
 * @param connectionsOfAnAddress at a time; further ones are closed
 * @param idle how long nothing may move: between two requests, or while the client does not take its answer
 */
public record HttpLimits(int connectionsOfAnAddress, Duration idle, BodyFloor body) {

    /** Connections of all addresses together; each may hold a body of {@link RequestBody#LIMIT} in memory. */
    public static final int CONNECTIONS = 1000;

    /** One address, a proxy say, leaves room for others. */
    public static final HttpLimits DEFAULT = new HttpLimits(700, Duration.ofSeconds(60), BodyFloor.DEFAULT);

    /** As many connections from one address as there are. */
    HttpLimits forOneAddress() {
        return new HttpLimits(CONNECTIONS, idle, body);
    }
}
