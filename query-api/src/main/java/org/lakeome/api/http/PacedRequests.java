package org.lakeome.api.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.lakeome.storage.s3.BodyFloor;

/**
 * Ends requests whose body comes slower than their floor. What the server itself needs is not counted, only how long it waits. (Jetty's
 * MinimumDataRateHandler has no patience: a body in two packets can be too slow for it.) Thread-safe.
 */
final class PacedRequests extends Handler.Wrapper {

    private final BodyFloor floor;

    PacedRequests(BodyFloor floor) {
        this.floor = floor;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        if (client instanceof PacedEndPoint paced) {
            paced.began(request);
            Request.addCompletionListener(request, failure -> paced.ended(request));
        }
        return super.handle(new PacedRequest(request, client), response, callback);
    }

    /** For one thread at a time. */
    private final class PacedRequest extends Request.Wrapper {
        private final EndPoint client;
        private final long idle;
        private long bytes;
        private long waited;
        private Content.Chunk failure;

        PacedRequest(Request request, EndPoint client) {
            super(request);
            this.client = client;
            this.idle = client.getIdleTimeout();
        }

        @Override
        public void demand(Runnable then) {
            long left = floor.left(bytes, waited);
            if (left <= 0) {
                failure = Content.Chunk.from(new TooSlow(), true);
                then.run();
                return;
            }
            // Whoever sends nothing more is not waited for any longer.
            client.setIdleTimeout(Math.min(idle, TimeUnit.NANOSECONDS.toMillis(left) + 1));
            long since = System.nanoTime();
            super.demand(() -> {
                waited += System.nanoTime() - since;
                client.setIdleTimeout(idle);
                then.run();
            });
        }

        @Override
        public Content.Chunk read() {
            if (failure != null) {
                return failure;
            }
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                return null;
            }
            if (chunk.getFailure() instanceof TimeoutException) {
                failure = Content.Chunk.from(new TooSlow(), true);
                return failure;
            }
            bytes += chunk.remaining();
            return chunk;
        }
    }
}
