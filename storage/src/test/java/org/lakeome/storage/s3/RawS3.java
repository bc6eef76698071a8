package org.lakeome.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests to an S3 signed as the SDK signs them, which a test may change on the way before they are sent byte for byte. */
final class RawS3 {

    private final URI endpoint;
    private final AccessKey key;

    RawS3(URI endpoint, AccessKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /** A request on the wire. */
    record Wire(String line, Map<String, String> headers, byte[] body) {
        Wire with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Wire(line, more, body);
        }

        Wire with(byte[] otherBody) {
            return new Wire(line, headers, otherBody);
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    Wire sign(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        // As for https, where the SDK leaves the body out of the signature if it may.
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create("https" + endpoint.resolve(path).toString().substring(4)));
        headers.forEach(request::putHeader);
        if (body.length > 0) {
            request.putHeader("content-length", String.valueOf(body.length));
        }
        SignedRequest signed = AwsV4HttpSigner.create().sign(to -> {
            to.identity(AwsCredentialsIdentity.create(key.keyId(), key.secret().reveal()))
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
            more.accept(to);
        });
        return wire(signed);
    }

    Wire sign(String method, String path, Map<String, String> headers, byte[] body) {
        return sign(method, path, headers, body, to -> {});
    }

    Wire presign(String method, String path, Clock clock) {
        return sign(method, path, Map.of(), new byte[0], to -> to.putProperty(
                        AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5))
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    }

    private static Wire wire(SignedRequest signed) {
        SdkHttpRequest request = signed.request();
        String query = request.encodedQueryParameters().map(text -> "?" + text).orElse("");
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        byte[] body = signed.payload()
                .map(provider -> {
                    try (InputStream in = provider.newStream()) {
                        return in.readAllBytes();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse(new byte[0]);
        return new Wire(request.method() + " " + request.encodedPath() + query + " HTTP/1.1", headers, body);
    }

    /** The whole answer. The body is sent as it is, whatever length its headers declare, and then the client says no more. */
    String send(Wire wire) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head(wire));
            socket.getOutputStream().write(wire.body());
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The whole answer to a body that is sent in pieces with a pause before each, or to as much of it as the server wants. */
    String sendSlowly(Wire wire, int piece, int milliseconds) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            socket.getOutputStream().write(head(wire));
            for (int sent = 0; sent < wire.body().length; sent += piece) {
                socket.setSoTimeout(milliseconds);
                try {
                    int first = socket.getInputStream().read();
                    socket.setSoTimeout(60_000);
                    return (char) first + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                } catch (SocketTimeoutException goesOn) {
                    socket.getOutputStream().write(wire.body(), sent, Math.min(piece, wire.body().length - sent));
                }
            }
            socket.setSoTimeout(60_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] head(Wire wire) {
        List<String> head = new ArrayList<>(List.of(wire.line()));
        wire.headers().forEach((name, value) -> head.add(name + ": " + value));
        if (wire.headers().keySet().stream().noneMatch("content-length"::equalsIgnoreCase)) {
            head.add("content-length: " + wire.body().length);
        }
        head.add("connection: close");
        return (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
