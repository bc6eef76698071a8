package org.lakeome.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.event.EventOutbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to the webhook, in order, a batch again and again until it answers 2xx. On a thread of its own: nobody waits
 * for the receiver. Thread-safe.
 */
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    /** How long one delivery may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Webhook webhook;
    private final EventOutbox outbox;
    private final Arns arns;
    private final Duration patience;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpClient http;
    private final Thread thread;

    private WebhookSender(Webhook webhook, EventOutbox outbox, Arns arns, Duration patience) {
        this.webhook = webhook;
        this.outbox = outbox;
        this.arns = arns;
        this.patience = patience;
        // To the configured address alone: no redirects, no proxies of the environment.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(patience)
                .build();
        this.thread = Thread.ofVirtual().name("webhook").unstarted(this::run);
    }

    /** Sends what happens from now on, or since the last sender on this database ended. */
    public static WebhookSender start(Webhook webhook, EventOutbox outbox, Arns arns) {
        return start(webhook, outbox, arns, PATIENCE);
    }

    static WebhookSender start(Webhook webhook, EventOutbox outbox, Arns arns, Duration patience) {
        outbox.begin();
        WebhookSender sender = new WebhookSender(webhook, outbox, arns, patience);
        sender.thread.start();
        return sender;
    }

    /** An outbox whose lease outlives any delivery. */
    public static Duration lease() {
        return PATIENCE.multipliedBy(2);
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        // What is under way fails then; it is sent again after the next start.
        http.shutdownNow();
        thread.join(PATIENCE);
    }

    private void run() {
        boolean more = false;
        while (!isClosing(more ? Duration.ZERO : LOOK_EVERY)) {
            try {
                Optional<EventOutbox.Batch> batch = outbox.take();
                more = batch.isPresent();
                batch.ifPresent(this::deliver);
            } catch (RuntimeException | Error e) {
                more = false;
                LOG.warn("Events cannot be read for the webhook; it is tried again", e);
            }
        }
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void deliver(EventOutbox.Batch batch) {
        Optional<String> failure = send(body(batch));
        if (failure.isEmpty()) {
            outbox.delivered(batch);
            return;
        }
        Duration pause = outbox.failed(batch);
        LOG.warn(
                "The webhook at {} did not take {} events: {}; tried again in {} s",
                webhook,
                batch.events().size(),
                failure.get(),
                pause.toSeconds());
    }

    /** Why it was not delivered; empty if it was. */
    private Optional<String> send(byte[] body) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "lakeome")
                .header("Lakeome-Timestamp", timestamp)
                .header("Lakeome-Signature", "v1=" + webhook.signature(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            // Its body is not read: the status says all, and a body may never end.
            response.body().close();
            return response.statusCode() / 100 == 2
                    ? Optional.empty()
                    : Optional.of("it answered " + response.statusCode());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.of("no answer in " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the server is stopping");
        }
    }

    private byte[] body(EventOutbox.Batch batch) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode events = json.putArray("events");
        batch.events().forEach(event -> events.add(event.toJson(arns)));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
