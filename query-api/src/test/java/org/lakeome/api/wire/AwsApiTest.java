package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.http.RawHttp;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import software.amazon.awssdk.services.omics.model.CreateShareRequest;
import software.amazon.awssdk.services.omics.model.CreateShareResponse;
import software.amazon.awssdk.services.omics.model.GetVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;

/** Bytes on the wire against a real server: what arrives is answered as AWS clients expect, and nothing wrong reaches a handler. */
class AwsApiTest {

    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static final String SHARE =
            "{\"resourceArn\":\"arn:aws:omics:us-east-1:111122223333:variantStore/a\",\"principalSubscriber\":\"444455556666\"}";

    private static WireServer server;

    @BeforeAll
    static void start() {
        server = new WireServer(operations -> operations
                .on(CreateShareRequest.class, (caller, request) -> {
                    HANDLED.incrementAndGet();
                    return CreateShareResponse.builder().shareId("s-1").build();
                })
                .on(GetVariantStoreRequest.class, (caller, request) -> {
                    HANDLED.incrementAndGet();
                    return GetVariantStoreResponse.builder()
                            .name(request.name())
                            .build();
                })
                .on(ListTagsForResourceRequest.class, (caller, request) -> {
                    HANDLED.incrementAndGet();
                    return ListTagsForResourceResponse.builder()
                            .tags(Map.of("arn", request.resourceArn()))
                            .build();
                }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        HANDLED.set(0);
    }

    @Test
    void labelsAreDecodedOneByOne() throws IOException {
        assertThat(get("/variantStore/a%20b%2Fc%25%C3%A9"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"name\":\"a b/c%Ã©\"}");
        assertThat(get("/tags/arn%3Aaws%3Aomics%3A%3A1%3AvariantStore%2Fstore_a"))
                .endsWith("{\"tags\":{\"arn\":\"arn:aws:omics::1:variantStore/store_a\"}}");
    }

    @Test
    void prefixedHostAndAbsoluteFormAreServed() throws IOException {
        URI prefixed = URI.create("http://analytics-omics.example.test/variantStore/store_a");
        String request = wire(signer().sign("GET", prefixed, Map.of(), new byte[0]));

        assertThat(RawHttp.send(server.port(), request)).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.send(
                        server.port(),
                        request.replace("GET /variantStore", "GET http://analytics-omics.example.test/variantStore")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("A5")
    void presignedGetIsServed() throws IOException {
        URI uri = server.uri().resolve("/variantStore/store_a");
        String request = wire(signer().presign("GET", uri, Duration.ofMinutes(1)));

        assertThat(RawHttp.send(server.port(), request)).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.send(server.port(), request.replace("store_a", "store_b")))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void emptyLabelIsAValidationErrorAndNotAnotherOperation() throws IOException {
        assertThat(get("/variantStore/"))
                .startsWith("HTTP/1.1 400")
                .contains("at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1");
        assertThat(HANDLED).hasValue(0);
    }

    @ParameterizedTest
    @Tag("I17")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|The request body must be a JSON object.",
                "null|The request body must be a JSON object.",
                "{\"resourceArn\":|cannot be read as JSON at line 1",
                "{\"shareName\":\"a\",\"shareName\":\"b\"}|Duplicate",
                "{} {}|cannot be read as JSON",
                "{\"resourceArn\":5}|at 'resourceArn' failed to satisfy constraint: Member must be a string",
                "{\"a\":1e999999999999}|",
                "{\"shareName\":\"\\ud800\"}|Member must be well-formed Unicode",
                "{\"shareName\":\"\\u0000\"}|U+0000",
                "{\"shareName\":NaN}|cannot be read as JSON",
            })
    void brokenBodyIsAValidationError(String body, String message) throws IOException {
        String answer = post("/share", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("x-amzn-ErrorType: ValidationException");
        assertThat(answer).contains(message == null ? "" : message.replace("\"", "\\\""));
        assertThat(HANDLED).hasValue(0);
    }

    @ParameterizedTest
    @Tag("I17")
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepJsonIsRefused(String level) throws IOException {
        String answer = post("/share", ("{\"x\":" + level.repeat(10_000)).getBytes(StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("cannot be read as JSON");
    }

    @Test
    @Tag("I17")
    void longNumberAndBodyBeyondTheLimitAreRefused() throws IOException {
        String number = "{\"x\":" + "9".repeat(100_000) + "}";

        assertThat(post("/share", number.getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 400");
        assertThat(post("/share", new byte[2 << 20])).startsWith("HTTP/1.1 413").contains("ValidationException");
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    void bodyThatIsNotUtf8IsRefused() throws IOException {
        byte[] body = SHARE.getBytes(StandardCharsets.UTF_8);
        body[20] = (byte) 0xff;

        assertThat(post("/share", body)).startsWith("HTTP/1.1 400").contains("ValidationException");
    }

    @Test
    void unknownMembersAreIgnored() throws IOException {
        String body = SHARE.replaceFirst("\\{", "{\"newer\":{\"deep\":[1,2,{}]},\"shareId\":null,");

        assertThat(post("/share", body.getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 200");
        assertThat(HANDLED).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/variantStore/a%00b", "/variantStore/%ff", "/variantStore/%c0%ae"})
    void labelThatIsNotTextIsRefused(String path) throws IOException {
        assertThat(RawHttp.send(server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    void unknownPathIsToldWithoutASignatureAndSoIsAWrongMethod() throws IOException {
        assertThat(RawHttp.send(server.port(), "GET /no/such/thing HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("x-amzn-ErrorType: UnknownOperationException")
                .contains("GET /no/such/thing is not an operation of this server.");
        assertThat(RawHttp.send(server.port(), "GET /variantStores HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("the path takes POST.");
    }

    @Test
    void bearerTokenOnAnUnknownPathIsToldThatThePathIsUnknown() throws IOException {
        assertThat(RawHttp.send(
                        server.port(),
                        "GET /iceberg/v2/config HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer abc\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void unsignedRequestIsRefused() throws IOException {
        assertThat(RawHttp.send(server.port(), "GET /variantStore/store_a HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("x-amzn-ErrorType: MissingAuthenticationTokenException");
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    @Tag("A6")
    void unknownKeyAndWrongSecretAreByteAlike() throws IOException {
        AccountId nobody = new AccountId("999999999999");
        List<String> answers = new java.util.ArrayList<>();
        for (AccessKey key : List.of(
                new AccessKey(WireServer.KEY.keyId(), nobody, Secret.of("wrong")),
                new AccessKey("LKNOBODY000000000000", nobody, Secret.of("wrong")),
                new AccessKey("LKNOBODY000000000000", nobody, WireServer.KEY.secret()))) {
            ReceivedRequest request = new TestSigner(key, Instant.now())
                    .sign("GET", server.uri().resolve("/variantStore/store_a"), Map.of(), new byte[0]);
            answers.add(RawHttp.send(server.port(), wire(request))
                    .replaceFirst("x-amzn-RequestId: .*\r\n", "")
                    .replaceFirst("Date: .*\r\n", ""));
        }
        assertThat(answers.get(0)).startsWith("HTTP/1.1 403").contains("InvalidSignatureException");
        assertThat(answers).containsOnly(answers.get(0));
    }

    @Test
    @Tag("A2")
    void headerAddedOnTheWayIsRefused() throws IOException {
        String request =
                wire(signer().sign("GET", server.uri().resolve("/variantStore/store_a"), Map.of(), new byte[0]));

        assertThat(RawHttp.send(server.port(), request.replaceFirst("\r\n", "\r\nx-amz-target: other\r\n")))
                .startsWith("HTTP/1.1 403");
        assertThat(RawHttp.send(server.port(), request.replaceFirst("\r\n", "\r\nX-Forwarded-Host: other\r\n")))
                .startsWith("HTTP/1.1 200");
        assertThat(HANDLED).hasValue(1);
    }

    @Test
    @Tag("A3")
    void replayedRequestIsAnsweredAndNotDoneAgain() throws IOException {
        byte[] body = SHARE.getBytes(StandardCharsets.UTF_8);
        ReceivedRequest request = signer().sign("POST", server.uri().resolve("/share"), Map.of(), body);

        String first = RawHttp.send(server.port(), TestSigner.wire(request));
        String second = RawHttp.send(server.port(), TestSigner.wire(request));

        assertThat(first).startsWith("HTTP/1.1 200").endsWith("{\"shareId\":\"s-1\"}");
        assertThat(second).startsWith("HTTP/1.1 200").endsWith("{\"shareId\":\"s-1\"}");
        assertThat(HANDLED).hasValue(1);
    }

    private static String get(String path) throws IOException {
        ReceivedRequest request = signer().sign("GET", URI.create(server.uri() + path), Map.of(), new byte[0]);
        return RawHttp.send(server.port(), wire(request));
    }

    private static String post(String path, byte[] body) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        ReceivedRequest request = signer().sign("POST", URI.create(server.uri() + path), headers, body);
        return RawHttp.send(server.port(), TestSigner.wire(request));
    }

    private static String wire(ReceivedRequest request) {
        return new String(TestSigner.wire(request), StandardCharsets.ISO_8859_1);
    }

    private static TestSigner signer() {
        return new TestSigner(WireServer.KEY, Instant.now());
    }
}
