package org.lakeome.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** A client's socket, closed when the head of a request takes too long, byte by byte; whoever sends none at all meets the idle timeout. Thread-safe. */
final class PacedEndPoint extends SocketChannelEndPoint {

    private static final long NONE = Long.MIN_VALUE;

    private final long patience;
    private final AtomicReference<Request> running = new AtomicReference<>();
    private volatile long headBegan = NONE;

    PacedEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Duration patience) {
        super(channel, selector, key, scheduler);
        this.patience = patience.toNanos();
    }

    /** The head of this request has come. */
    void began(Request request) {
        running.set(request);
        headBegan = NONE;
    }

    /** What comes now is the head of another one. */
    void ended(Request request) {
        running.compareAndSet(request, null);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int bytes = super.fill(buffer);
        if (bytes > 0 && running.get() == null) {
            long now = System.nanoTime();
            if (headBegan == NONE) {
                headBegan = now;
            } else if (now - headBegan > patience) {
                close(new TimeoutException("the head of a request took too long"));
                return -1;
            }
        }
        return bytes;
    }
}
