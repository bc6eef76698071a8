package org.lakeome.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;

class SigV4VerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-21T21:00:00Z");
    private static final AccessKey KEY = new AccessKey(
            "LKTESTKEY00000000000",
            new AccountId("111122223333"),
            Secret.of("a-secret-of-forty-characters-0123456789"));
    private static final byte[] BODY = "{\"name\":\"store_a\"}".getBytes(StandardCharsets.UTF_8);
    private static final URI UPDATE = URI.create("http://127.0.0.1:8080/tags/arn%3Aaws%2Fx?a=b%20c&maxResults=5");
    private static final URI GET = URI.create("http://127.0.0.1:8080/variantStore/store_a");
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "amz-sdk-invocation-id", "1");

    private final SigV4Verifier verifier = at(NOW);
    private final TestSigner signer = new TestSigner(KEY, NOW);
    private final ReceivedRequest valid = signer.sign("POST", UPDATE, HEADERS, BODY);

    @Test
    void validSignatureNamesItsAccount() {
        assertThat(verifier.verify(valid, false)).isEqualTo(new Caller.User(KEY.account()));
    }

    @Test
    @Tag("A1")
    void everyChangedBitIsNoticed() {
        int tried = 0;
        for (ReceivedRequest changed : changedByOneBit(valid)) {
            tried++;
            try {
                verifier.verify(changed, false);
                fail(
                        "accepted %s %s?%s %s",
                        changed.method(), changed.rawPath(), changed.rawQuery(), changed.headers());
            } catch (NotAuthenticated expected) {
                assertThat(expected).hasMessageNotContaining(KEY.secret().reveal());
            }
        }
        System.out.println("A1: " + tried + " changed bits of one request, all refused");
        assertThat(tried).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @Tag("A3")
    @ValueSource(longs = {-900, -899, 0, 899, 900})
    void signatureIsGoodForFifteenMinutesBeforeAndAfter(long seconds) {
        assertThatCode(() -> at(NOW.plusSeconds(seconds)).verify(valid, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @Tag("A3")
    @ValueSource(longs = {-86_400, -901, 901, 86_400})
    void signatureBeyondFifteenMinutesIsRefusedWithTheServersTime(long seconds) {
        Instant now = NOW.plusSeconds(seconds);
        assertThatThrownBy(() -> at(now).verify(valid, false))
                .isInstanceOf(NotAuthenticated.class)
                .hasMessageContaining("the server's time is " + now);
    }

    @ParameterizedTest
    @Tag("A2")
    @ValueSource(
            strings = {
                "x-amz-security-token",
                "x-amz-target",
                "x-amz-content-sha256x",
                "x-amz-meta",
                "lakeome-again",
                "range"
            })
    void addedHeaderThatShouldHaveBeenSignedIsRefused(String name) {
        assertRefused(withHeader(valid, name, List.of("added")));
    }

    @Test
    @Tag("A15")
    void forwardedAndSdkHeadersChangeNothing() {
        ReceivedRequest request = withHeader(
                withHeader(valid, "x-forwarded-host", List.of("evil.example")), "forwarded", List.of("host=evil"));

        assertThat(verifier.verify(withHeader(request, "amz-sdk-request", List.of("attempt=2")), false)
                        .account())
                .isEqualTo(KEY.account());
    }

    @Test
    void signedHeaderGivenTwiceIsRefused() {
        for (String name : List.of("host", "x-amz-date", "content-type")) {
            String value = valid.header(name).getFirst();
            assertRefused(withHeader(valid, name, List.of(value, value)));
            assertRefused(withHeader(valid, name, List.of(value, "other")));
        }
    }

    @Test
    void removedSignedHeaderIsRefused() {
        for (String name : List.of("host", "x-amz-date", "content-type", "x-amz-content-sha256")) {
            assertRefused(withHeader(valid, name, List.of()));
        }
    }

    @Test
    @Tag("A4")
    void payloadHashMustBeThatOfTheBody() {
        assertRefused(new ReceivedRequest("POST", valid.rawPath(), valid.rawQuery(), valid.headers(), new byte[0]));
    }

    @Test
    @Tag("A4")
    void unsignedBodyIsForTheOperationThatAllowsIt() {
        URI https = URI.create(UPDATE.toString().replace("http:", "https:"));
        ReceivedRequest unsigned = new TestSigner(KEY, NOW).unsignedPayload().sign("POST", https, HEADERS, BODY);

        assertThat(unsigned.header("x-amz-content-sha256")).containsExactly(SigV4Verifier.UNSIGNED);
        assertRefused(unsigned);
        assertThat(verifier.verify(unsigned, true).account()).isEqualTo(KEY.account());
    }

    @Test
    @Tag("A6")
    void unknownKeyAndWrongSecretReadTheSame() {
        AccessKey stranger = new AccessKey("LKSTRANGER0000000000", KEY.account(), Secret.of("wrong"));
        AccessKey forger = new AccessKey(KEY.keyId(), KEY.account(), Secret.of("wrong"));

        List<String> answers = new ArrayList<>();
        for (AccessKey key : List.of(stranger, forger)) {
            assertThatThrownBy(
                            () -> verifier.verify(new TestSigner(key, NOW).sign("POST", UPDATE, HEADERS, BODY), false))
                    .isInstanceOfSatisfying(
                            NotAuthenticated.class, refused -> answers.add(refused.type() + refused.getMessage()));
        }
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
    }

    @Test
    @Tag("A6")
    void unknownKeyAndWrongSecretTakeTheSameTime() {
        ReceivedRequest unknown = new TestSigner(
                        new AccessKey("LKSTRANGER0000000000", KEY.account(), Secret.of("wrong")), NOW)
                .sign("POST", UPDATE, HEADERS, BODY);
        ReceivedRequest wrong = new TestSigner(new AccessKey(KEY.keyId(), KEY.account(), Secret.of("wrong")), NOW)
                .sign("POST", UPDATE, HEADERS, BODY);
        List<Long> unknownTimes = new ArrayList<>();
        List<Long> wrongTimes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            unknownTimes.add(timeOfRefusal(unknown));
            wrongTimes.add(timeOfRefusal(wrong));
        }
        long difference = Math.abs(median(unknownTimes) - median(wrongTimes));
        System.out.printf("A6: medians differ by %d us%n", difference / 1_000);
        assertThat(Duration.ofNanos(difference)).isLessThan(Duration.ofMillis(2));
    }

    @Test
    void otherServiceOrRegionOrDateIsRefused() {
        assertRefused(new TestSigner(KEY, NOW).service("s3").sign("POST", UPDATE, HEADERS, BODY));
        assertRefused(new TestSigner(KEY, NOW).region("eu-west-1").sign("POST", UPDATE, HEADERS, BODY));
        String authorization = valid.header("authorization").getFirst();
        assertRefused(withHeader(valid, "authorization", List.of(authorization.replace("/20261121/", "/20261120/"))));
    }

    @Test
    void requestWithoutASignatureIsToldSo() {
        assertThatThrownBy(() -> verifier.verify(withHeader(valid, "authorization", List.of()), false))
                .isInstanceOfSatisfying(NotAuthenticated.class, refused -> assertThat(refused.type())
                        .isEqualTo("MissingAuthenticationTokenException"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer abc",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=",
                "AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/omics/aws4_request, SignedHeaders=, Signature=00",
                "AWS4-HMAC-SHA256 Credential=a/b/c/20261121/us-east-1/omics/aws4_request, SignedHeaders=host, Signature=00"
            })
    void brokenAuthorizationIsRefused(String authorization) {
        assertRefused(withHeader(valid, "authorization", List.of(authorization)));
    }

    @Test
    @Tag("A5")
    void presignedGetIsGoodUntilItExpires() {
        ReceivedRequest presigned = signer.presign("GET", GET, Duration.ofMinutes(5));

        assertThat(verifier.verify(presigned, false)).isEqualTo(new Caller.User(KEY.account()));
        assertThat(at(NOW.plusSeconds(300)).verify(presigned, false).account()).isEqualTo(KEY.account());
        assertThatThrownBy(() -> at(NOW.plusSeconds(301)).verify(presigned, false))
                .isInstanceOf(NotAuthenticated.class)
                .hasMessageContaining("expired");
    }

    @Test
    @Tag("A5")
    void changedPresignedRequestIsRefused() {
        ReceivedRequest presigned = signer.presign("GET", GET, Duration.ofMinutes(5));

        for (ReceivedRequest changed : changedByOneBit(presigned)) {
            assertRefused(changed);
        }
        String query = presigned.rawQuery();
        for (String other : List.of(
                query + "&force=true", query.replace("X-Amz-Expires=300", "X-Amz-Expires=900"), query + "&" + query)) {
            assertRefused(new ReceivedRequest("GET", presigned.rawPath(), other, presigned.headers(), new byte[0]));
        }
    }

    @Test
    @Tag("A5")
    void presigningIsForShortGetsOnly() {
        assertRefused(signer.presign("DELETE", GET, Duration.ofMinutes(5)));
        assertRefused(signer.presign("GET", GET, Duration.ofSeconds(901)));
    }

    private SigV4Verifier at(Instant now) {
        Function<String, Optional<AccessKey>> keys =
                id -> Optional.of(KEY).filter(key -> key.keyId().equals(id));
        return new SigV4Verifier(keys, "us-east-1", Clock.fixed(now, ZoneOffset.UTC));
    }

    private void assertRefused(ReceivedRequest request) {
        assertThatThrownBy(() -> verifier.verify(request, false)).isInstanceOf(NotAuthenticated.class);
    }

    private long timeOfRefusal(ReceivedRequest request) {
        long started = System.nanoTime();
        assertRefused(request);
        return System.nanoTime() - started;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static ReceivedRequest withHeader(ReceivedRequest request, String name, List<String> values) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.put(name, values);
        headers.values().removeIf(List::isEmpty);
        return new ReceivedRequest(request.method(), request.rawPath(), request.rawQuery(), headers, request.body());
    }

    /** The request with each single bit of method, path, query, signed headers and body flipped. */
    private static List<ReceivedRequest> changedByOneBit(ReceivedRequest request) {
        List<ReceivedRequest> changed = new ArrayList<>();
        Map<String, List<String>> headers = request.headers();
        String query = request.rawQuery();
        byte[] body = request.body();
        flips(request.method())
                .forEach(other -> changed.add(new ReceivedRequest(other, request.rawPath(), query, headers, body)));
        flips(request.rawPath())
                .forEach(other -> changed.add(new ReceivedRequest(request.method(), other, query, headers, body)));
        flips(query)
                .forEach(other ->
                        changed.add(new ReceivedRequest(request.method(), request.rawPath(), other, headers, body)));
        flips(new String(body, StandardCharsets.ISO_8859_1))
                .forEach(other -> changed.add(new ReceivedRequest(
                        request.method(),
                        request.rawPath(),
                        query,
                        headers,
                        other.getBytes(StandardCharsets.ISO_8859_1))));
        headers.forEach((name, values) -> flips(values.getFirst()).forEach(other -> {
            Map<String, List<String>> others = new HashMap<>(headers);
            others.put(name, List.of(other));
            changed.add(new ReceivedRequest(request.method(), request.rawPath(), query, others, body));
        }));
        return changed;
    }

    private static List<String> flips(String text) {
        List<String> flipped = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < 8; bit++) {
                StringBuilder other = new StringBuilder(text);
                other.setCharAt(i, (char) (text.charAt(i) ^ 1 << bit));
                flipped.add(other.toString());
            }
        }
        return flipped;
    }
}
