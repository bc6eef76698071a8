package org.lakeome.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3PatienceTest {
    private static final String SOURCE = "s3://bucket/a.vcf.gz";

    private final Clock clock = new Clock();
    private FaultyS3 s3;

    /** Passes while somebody pauses, and by each look at it. */
    private static final class Clock implements Pauses {
        final List<Duration> pauses = new ArrayList<>();
        Duration eachLook = Duration.ZERO;
        private long now;

        @Override
        public long nanoTime() {
            return now += eachLook.toNanos();
        }

        @Override
        public void pause(Duration time) {
            pauses.add(time);
            now += time.toNanos();
        }
    }

    @BeforeEach
    void start() throws IOException {
        s3 = new FaultyS3();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private S3Object open(SourceLimits limits) throws IOException {
        return S3Object.open(new S3Access(s3.uri(), "us-east-1", "key", "secret", limits), clock, SOURCE);
    }

    private S3Object open() throws IOException {
        return open(SourceLimits.DEFAULT);
    }

    @Test
    void lookIsRepeatedAfterEachAnswerThatWillPassWithGrowingPauses() throws IOException {
        for (int status : new int[] {503, 500, 502, 504, 429, 503, 503}) {
            s3.faults.add(FaultyS3.status(status));
        }
        s3.faults.add(FaultyS3.hangUp());
        assertThat(open().size()).isEqualTo(s3.object.length);
        assertThat(s3.asked).hasSize(9);
        // The JDK may ask once more by itself where a connection was hung up.
        assertThat(clock.pauses).hasSizeBetween(7, 8);
        assertThat(clock.pauses.get(6)).isGreaterThan(clock.pauses.get(0).multipliedBy(8));
        assertThat(clock.pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
    }

    @Test
    void readingIsRepeatedFromWhereItBrokeOff() throws IOException {
        S3Object object = open();
        s3.faults.add(FaultyS3.status(503));
        s3.faults.add(s3.breakOff(20_000));
        s3.faults.add(FaultyS3.hangUp());
        s3.faults.add(s3.breakOff(5));
        s3.faults.add(FaultyS3.status(500));
        try (InputStream in = object.open(7)) {
            byte[] expected = new byte[s3.object.length - 7];
            System.arraycopy(s3.object, 7, expected, 0, expected.length);
            assertThat(in.readAllBytes()).isEqualTo(expected);
        }
        assertThat(s3.faults).isEmpty();
    }

    @Test
    void pauseThatS3AsksForIsKept() throws IOException {
        s3.faults.add(FaultyS3.status(503, "Retry-After", "47"));
        s3.faults.add(FaultyS3.status(503, "Retry-After", "not a time"));
        open();
        assertThat(clock.pauses.get(0)).isEqualTo(Duration.ofSeconds(47));
        assertThat(clock.pauses.get(1)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void patienceEndsAndTheMessageNamesSourceAnswerAndSetting() throws IOException {
        s3.always = FaultyS3.status(503, "Retry-After", "100");
        assertThatThrownBy(this::open)
                .isInstanceOf(InputFault.class)
                .hasMessageContainingAll("503", "5 min", "ingest.source-patience", SOURCE);
        assertThat(clock.pauses.stream().mapToLong(Duration::toSeconds).sum()).isEqualTo(300);
        assertThat(s3.asked).hasSizeLessThan(6);
    }

    @Test
    void answersThatWillNotPassAreNotAskedForAgain() throws IOException {
        s3.faults.add(FaultyS3.status(403));
        assertThatThrownBy(this::open).isInstanceOf(InputFault.class).hasMessageContaining("no such object");
        s3.faults.add(FaultyS3.status(400));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("400");
        S3Object object = open();
        s3.faults.add(FaultyS3.status(412));
        assertThatThrownBy(() -> object.open(0).read())
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("changed");
        assertThat(s3.asked).hasSize(4);
    }

    @Test
    void sourceThatSendsAByteNowAndThenIsGivenUpForAllItsReaders() throws IOException {
        S3Object object = open();
        clock.eachLook = Duration.ofSeconds(20);
        assertThatThrownBy(() -> readInSmallSteps(object))
                .isInstanceOf(InputFault.class)
                .hasMessageContainingAll("10 min", "ingest.source-floor", "1,048,576", SOURCE);
        int asked = s3.asked.size();
        assertThatThrownBy(() -> object.open(30_000).read())
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("ingest.source-floor");
        assertThat(s3.asked).hasSize(asked);
        clock.eachLook = Duration.ZERO;
        readInSmallSteps(open());
    }

    @Test
    void timeThatTheReaderTakesIsNotTheSourcesFault() throws IOException {
        try (InputStream in = open().open(0)) {
            byte[] some = new byte[100];
            while (in.read(some) >= 0) {
                clock.pause(Duration.ofHours(1));
            }
        }
    }

    @Test
    void sourceThatBreaksOffAgainAndAgainIsGivenUp() throws IOException {
        S3Object object = open();
        s3.always = s3.breakOff(0);
        assertThatThrownBy(() -> object.open(0).read())
                .isInstanceOf(InputFault.class)
                .hasMessageContainingAll("sent nothing for 120 s", "ingest.source-stall", SOURCE);
    }

    /** With a short limit and the real time of the connection. */
    private static final SourceLimits SHORT = new SourceLimits(Duration.ofMillis(400), 1, Duration.ofMinutes(5));

    @Test
    void sourceThatFallsSilentIsGivenUp() throws Exception {
        S3Object object = open(SHORT);
        CountDownLatch released = new CountDownLatch(1);
        s3.faults.add(exchange -> silent(exchange, 1, released));
        for (int i = 0; i < 20; i++) {
            s3.faults.add(exchange -> silent(exchange, 0, released));
        }
        try (InputStream in = object.open(0)) {
            assertThat(in.read()).isEqualTo(7);
            clock.eachLook = Duration.ofMillis(100);
            assertThatThrownBy(in::read).isInstanceOf(InputFault.class).hasMessageContaining("ingest.source-stall");
        } finally {
            released.countDown();
        }
    }

    @Test
    void sourceWhoseAnswerNeverBeginsIsGivenUp() throws Exception {
        try (ServerSocket trickling = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> trickle(trickling), "trickling");
            server.setDaemon(true);
            server.start();
            String uri = "http://127.0.0.1:" + trickling.getLocalPort();
            S3Access access = new S3Access(uri, "us-east-1", "key", "secret", SHORT);
            assertThatThrownBy(() -> S3Object.open(access, clock, SOURCE))
                    .isInstanceOf(InputFault.class)
                    .hasMessageContainingAll("did not answer", "ingest.source-stall", SOURCE);
        }
    }

    /** A header that never ends, on every connection. */
    private static void trickle(ServerSocket trickling) {
        while (!trickling.isClosed()) {
            try (Socket socket = trickling.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(20);
                }
            } catch (IOException e) {
                // The client has had enough.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void silent(HttpExchange exchange, int after, CountDownLatch released) throws IOException {
        exchange.sendResponseHeaders(206, 1_000);
        exchange.getResponseBody().write(new byte[] {7}, 0, after);
        exchange.getResponseBody().flush();
        await(released);
        exchange.close();
    }

    private static void await(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readInSmallSteps(S3Object object) throws IOException {
        try (InputStream in = object.open(0)) {
            byte[] some = new byte[100];
            while (in.read(some) >= 0) {
                // On to the next.
            }
        }
    }
}
