package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.http.RawHttp;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.e2e.RunningLakeome;

/** What somebody recorded on the way gives nothing new. */
@Tag("A3")
class RecordedRequestsTest {

    private static final AtomicInteger SECONDS = new AtomicInteger();

    private URI api;
    private TestSigner signer;

    @BeforeEach
    void prepare() throws IOException {
        RunningLakeome lakeome = RunningLakeome.apiOnly();
        api = URI.create(lakeome.api());
        var keys = lakeome.keys("recorded").resolveCredentials();
        signer = new TestSigner(
                new AccessKey(
                        keys.accessKeyId(),
                        new AccountId(lakeome.account("recorded")),
                        Secret.of(keys.secretAccessKey())),
                // Each test in a second of its own.
                Instant.now().minusSeconds(SECONDS.incrementAndGet()));
    }

    @Test
    void requestForATokenGivesOneToken() throws IOException {
        ReceivedRequest recorded = signer.sign("POST", api.resolve("/lakeome/token"), Map.of(), new byte[0]);

        assertThat(send(recorded)).startsWith("HTTP/1.1 200").contains("\"token\"");
        assertThat(send(recorded))
                .startsWith("HTTP/1.1 403")
                .contains("was used before")
                .doesNotContain("\"token\"");
    }

    @Test
    void nameAddedOnTheWayMakesNoNewRequestForAToken() throws IOException {
        ReceivedRequest recorded = signer.sign("POST", api.resolve("/lakeome/token"), Map.of(), new byte[0]);
        assertThat(send(recorded)).startsWith("HTTP/1.1 200");
        recorded.headers().put("amz-sdk-invocation-id", List.of("another"));

        assertThat(send(recorded)).startsWith("HTTP/1.1 403");
    }

    @Test
    void twoRequestsForATokenThatSignAnIdGiveTwo() throws IOException {
        for (String id : List.of("one", "two")) {
            ReceivedRequest request = signer.sign(
                    "POST", api.resolve("/lakeome/token"), Map.of("amz-sdk-invocation-id", id), new byte[0]);
            assertThat(send(request)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void readIsRepeatedWithinItsSecond() throws IOException {
        ReceivedRequest request = signer.sign("GET", api.resolve("/lakeome/events"), Map.of(), new byte[0]);

        assertThat(send(request)).startsWith("HTTP/1.1 200").contains("\"events\"");
        assertThat(send(request)).startsWith("HTTP/1.1 200");
    }

    private String send(ReceivedRequest request) throws IOException {
        return RawHttp.send(api.getPort(), TestSigner.wire(request));
    }
}
