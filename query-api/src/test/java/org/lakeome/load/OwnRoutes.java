package org.lakeome.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** One account's calls of what AWS does not have; {@link Meter.Refused} for every answer but 2xx. Thread-safe. */
record OwnRoutes(URI server, SdkHttpClient http, AwsCredentials keys, AtomicReference<String> token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    OwnRoutes(URI server, SdkHttpClient http, AwsCredentials keys) {
        this(server, http, keys, new AtomicReference<>());
    }

    /** From now on calls of the Iceberg catalog carry a new token. */
    String signIn() {
        token.set(signed(SdkHttpMethod.POST, "/lakeome/token", Map.of())
                .path("token")
                .asText());
        return token.get();
    }

    /** Signed like any AWS call. */
    JsonNode signed(SdkHttpMethod method, String path, Map<String, String> parameters) {
        SdkHttpFullRequest.Builder unsigned = request(method, path);
        parameters.forEach(unsigned::putRawQueryParameter);
        // As AWS's clients do: two of this account's threads may ask for the same within a second.
        unsigned.putHeader("amz-sdk-invocation-id", UUID.randomUUID().toString());
        SdkHttpFullRequest request = unsigned.build();
        return send(AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(keys)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "omics")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request());
    }

    /** Of the Iceberg catalog, with the token. */
    JsonNode iceberg(String path) {
        return send(request(SdkHttpMethod.GET, "/iceberg/v1" + path)
                .putHeader("Authorization", "Bearer " + token.get())
                .build());
    }

    private SdkHttpFullRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpFullRequest.builder().method(method).uri(URI.create(server + path));
    }

    private JsonNode send(SdkHttpRequest request) {
        try {
            HttpExecuteResponse response = http.prepareRequest(
                            HttpExecuteRequest.builder().request(request).build())
                    .call();
            try (InputStream body = response.responseBody().orElseThrow()) {
                JsonNode answer = JSON.readTree(body);
                if (!response.httpResponse().isSuccessful()) {
                    throw new Meter.Refused(response.httpResponse().statusCode(), answer.toString());
                }
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
