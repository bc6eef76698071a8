package org.lakeome.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.event.EventOutbox;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;

/** Real events over real HTTP to a receiver that is down, slow, broken or hostile. */
class WebhookSenderTest {

    private static final String SECRET = "of the receiver alone";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Database database;
    private Receiver receiver;
    private int happened;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(DatabaseConfig.embedded(folder));
        receiver = new Receiver(0);
    }

    @AfterEach
    void close() {
        receiver.close();
        database.close();
    }

    private WebhookSender sender() {
        return sender(receiver.url());
    }

    private WebhookSender sender(URI url) {
        return WebhookSender.start(
                new Webhook(url, Secret.of(SECRET)),
                new EventOutbox(database, PATIENCE.multipliedBy(2)),
                new Arns("us-east-1"),
                PATIENCE);
    }

    private void happen(int count) {
        for (int i = 0; i < count; i++) {
            String name = "s" + happened++;
            StateChange change = new StateChange(
                    EventType.VARIANT_STORE,
                    new AccountId("111111111111"),
                    "variantStore/" + name,
                    StateChange.members("storeId", "0123456789ab", StateChange.STORE_NAME, name),
                    "CREATED");
            database.run(change::log);
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(number -> "s" + number).toList();
    }

    private void awaitAll() {
        await().atMost(WAIT).untilAsserted(() -> assertThat(new LinkedHashSet<>(receiver.accepted))
                .as("all, and those that are new in order")
                .containsExactlyElementsOf(names(happened)));
    }

    @Test
    void eventsArriveOnceAndInOrderWhenNothingFails() throws Exception {
        try (WebhookSender sender = sender()) {
            happen(130);
            awaitAll();
            happen(5);
            awaitAll();
        }
        assertThat(receiver.accepted).doesNotHaveDuplicates();
    }

    @Test
    void receiverVerifiesTheSignatureAsTheDocumentsSay() throws Exception {
        try (WebhookSender sender = sender()) {
            happen(3);
            awaitAll();
        }
        Receiver.Received request = receiver.requests.getFirst();
        byte[] changed = request.body().clone();
        changed[changed.length / 2]++;

        assertThat(verify(SECRET, request.timestamp(), request.signature(), request.body()))
                .isEqualTo("True");
        assertThat(verify(SECRET, request.timestamp(), request.signature(), changed))
                .as("a changed body")
                .isEqualTo("False");
        assertThat(verify("of somebody else", request.timestamp(), request.signature(), request.body()))
                .isEqualTo("False");
        String later = Long.toString(Long.parseLong(request.timestamp()) + 1);
        assertThat(verify(SECRET, later, request.signature(), request.body()))
                .as("another time")
                .isEqualTo("False");
        String old = Long.toString(Long.parseLong(request.timestamp()) - 301);
        String rightly = "v1=" + new Webhook(receiver.url(), Secret.of(SECRET)).signature(old, request.body());
        assertThat(verify(SECRET, old, rightly, request.body()))
                .as("an old request, sent again")
                .isEqualTo("False");
    }

    /** Runs the code of the operations page, which is no code of ours. */
    private String verify(String secret, String timestamp, String signature, byte[] body) throws Exception {
        Matcher block = Pattern.compile("(?ms)^```python\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("../docs/operations.md")));
        assertThat(block.find()).isTrue();
        Path script = folder.resolve("verify.py");
        Files.writeString(script, block.group(1) + """

                import sys
                print(is_genuine(sys.argv[1], {"Lakeome-Timestamp": sys.argv[2], "Lakeome-Signature": sys.argv[3]},
                                 open(sys.argv[4], "rb").read()))
                """);
        Path file = Files.write(folder.resolve("body"), body);
        Process python = new ProcessBuilder("python3", script.toString(), secret, timestamp, signature, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    @Test
    void eventsWaitForAReceiverThatIsDown() throws Exception {
        int port = receiver.port();
        URI url = receiver.url();
        receiver.close();
        try (WebhookSender sender = sender(url)) {
            happen(3);
            Thread.sleep(2500);
            receiver = new Receiver(port);
            awaitAll();
        }
    }

    @Test
    void whatTheReceiverRefusesIsSentAgainAndRedirectsAreNotFollowed() throws Exception {
        try (Receiver other = new Receiver(0);
                WebhookSender sender = sender()) {
            receiver.behaviour = exchange -> {
                if (receiver.requests.size() == 1) {
                    exchange.sendResponseHeaders(500, -1);
                } else {
                    exchange.getResponseHeaders().add("Location", other.url().toString());
                    exchange.sendResponseHeaders(307, -1);
                }
            };
            happen(3);
            await().atMost(WAIT).until(() -> receiver.requests.size() >= 2);
            receiver.behaviour = Receiver.ACCEPT;
            awaitAll();

            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void receiverThatNeverAnswersIsLeftAndAsTheAnswerItsStatusIsEnough() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (WebhookSender sender = sender()) {
            receiver.behaviour = exchange -> end.await();
            happen(2);
            await().atMost(WAIT).until(() -> receiver.requests.size() >= 2);
            receiver.behaviour = exchange -> {
                exchange.sendResponseHeaders(200, 0);
                receiver.accepted.addAll(
                        Receiver.names(receiver.requests.getLast().body()));
                OutputStream body = exchange.getResponseBody();
                body.write(new byte[100_000]);
                body.flush();
                end.await();
            };
            awaitAll();
            happen(1);
            awaitAll();
        } finally {
            end.countDown();
        }
    }

    @Test
    void sendersThatComeAndGoAndAnswersThatGetLostLoseNoEvent() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<WebhookSender> senders = new ArrayList<>(List.of(sender(), sender()));
        receiver.behaviour = exchange -> {
            int dice = random.nextInt(4);
            if (dice == 0) {
                // It has the events, and the sender does not know.
                receiver.accepted.addAll(
                        Receiver.names(receiver.requests.getLast().body()));
                throw new IOException("the connection breaks");
            }
            exchange.sendResponseHeaders(dice == 1 ? 503 : 200, -1);
        };
        for (int round = 0; round < 6; round++) {
            happen(random.nextInt(150));
            Thread.sleep(random.nextInt(500));
            int gone = random.nextInt(2);
            senders.get(gone).close();
            senders.set(gone, sender());
        }
        receiver.behaviour = Receiver.ACCEPT;
        try {
            await("seed " + seed).atMost(WAIT).untilAsserted(() -> assertThat(new LinkedHashSet<>(receiver.accepted))
                    .containsExactlyElementsOf(names(happened)));
        } finally {
            for (WebhookSender sender : senders) {
                sender.close();
            }
        }
    }

    /** A server on a database and a webhook of its own: events happen and are sent until it is killed. */
    static final class Server {
        public static void main(String[] arguments) throws Exception {
            WebhookSenderTest server = new WebhookSenderTest();
            server.database = Database.open(DatabaseConfig.embedded(Path.of(arguments[0])));
            try (WebhookSender sender = server.sender(URI.create(arguments[1]))) {
                while (sender != null) {
                    server.happen(1);
                }
            }
        }
    }

    @Test
    void serverKilledWhileItSendsLosesNoEvent() throws Exception {
        database.close();
        AtomicReference<Process> server = new AtomicReference<>();
        receiver.behaviour = exchange -> {
            if (receiver.requests.size() == 3) {
                server.get().destroyForcibly().waitFor();
                throw new IOException("nobody waits for the answer");
            }
            exchange.sendResponseHeaders(200, -1);
        };
        server.set(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString(),
                        receiver.url().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start());
        try {
            assertThat(server.get().waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            server.get().destroyForcibly().waitFor();
        }
        assertThat(receiver.requests)
                .as(Files.readString(folder.resolve("server.log")))
                .hasSize(3);

        database = Database.open(DatabaseConfig.embedded(folder));
        happened = database.transaction(
                sql -> sql.statement("select count(*) as events from event").one(row -> (int) row.number("events")));
        try (WebhookSender sender = sender()) {
            happen(1);
            awaitAll();
        }
    }

    @Test
    void secretAndAddressArePrintedNowhere() {
        Webhook webhook = new Webhook(receiver.url(), Secret.of(SECRET));

        assertThat(webhook.toString()).doesNotContain(SECRET).doesNotContain("planted");
    }
}
