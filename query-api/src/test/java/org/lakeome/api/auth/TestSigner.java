package org.lakeome.api.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests with the AWS SDK's public signer, as a client would. */
public final class TestSigner {

    private final AccessKey key;
    private final Instant time;
    private String service = "omics";
    private String region = "us-east-1";
    private boolean payloadSigned = true;

    public TestSigner(AccessKey key, Instant time) {
        this.key = key;
        this.time = time;
    }

    public TestSigner service(String other) {
        service = other;
        return this;
    }

    public TestSigner region(String other) {
        region = other;
        return this;
    }

    /** Leaves the body out of the signature, which the SDK does for https only. */
    public TestSigner unsignedPayload() {
        payloadSigned = false;
        return this;
    }

    /** Signs in the Authorization header. */
    public ReceivedRequest sign(String method, URI uri, Map<String, String> headers, byte[] body) {
        return received(signed(method, uri, headers, body, null), body);
    }

    /** Signs in the query. */
    public ReceivedRequest presign(String method, URI uri, Duration lifetime) {
        return received(signed(method, uri, Map.of(), new byte[0], lifetime), new byte[0]);
    }

    private SdkHttpRequest signed(String method, URI uri, Map<String, String> headers, byte[] body, Duration lifetime) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(request::putHeader);
        SignedRequest signed = AwsV4HttpSigner.create().sign(to -> {
            to.identity(AwsCredentialsIdentity.create(key.keyId(), key.secret().reveal()))
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, payloadSigned)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC));
            if (lifetime != null) {
                to.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, lifetime);
            }
        });
        return signed.request();
    }

    private static ReceivedRequest received(SdkHttpRequest request, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String query = request.encodedQueryParameters().orElse("");
        return new ReceivedRequest(request.method().name(), request.encodedPath(), query, headers, body);
    }

    /** The bytes of a request on the wire. */
    public static byte[] wire(ReceivedRequest request) {
        StringBuilder head = new StringBuilder(request.method())
                .append(' ')
                .append(request.rawPath())
                .append(request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery())
                .append(" HTTP/1.1\r\n");
        request.headers()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        if (request.body().length > 0 && !request.headers().containsKey("content-length")) {
            head.append("content-length: ").append(request.body().length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (var bytes = new java.io.ByteArrayOutputStream()) {
            bytes.write(start);
            bytes.write(request.body());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
