package org.lakeome.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lakeome.cli.words.ServiceWords;
import org.lakeome.server.LakeConfig;
import org.lakeome.server.RunFile;
import org.lakeome.storage.s3.S3Clients;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One account's view of the server that runs on a data folder: AWS clients with its keys, and its SQL tokens. */
final class Session implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 120_000;

    private final Path data;
    private final RunFile run;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http = UrlConnectionHttpClient.create(Session::connection);

    private Session(Path data, RunFile run, Region region, AwsCredentialsProvider credentials) {
        this.data = data;
        this.run = run;
        this.region = region;
        this.credentials = credentials;
    }

    static Session open(Path data, String profile) {
        RunFile run = running(data);
        Region region = Region.of(LakeConfig.load(data, System.getenv()).region());
        AwsCredentials keys = Profiles.of(data, System.getenv()).choose(Optional.ofNullable(profile));
        return new Session(data, run, region, StaticCredentialsProvider.create(keys));
    }

    /** The server on this data folder, or a failure that says how to start one. */
    static RunFile running(Path data) {
        try {
            return RunFile.ofRunning(data)
                    .orElseThrow(() ->
                            new Failure(1, "no server runs on %s; start one with `./lakeome start`".formatted(data)));
        } catch (IOException e) {
            throw new Failure(
                    1, "the run file in %s cannot be read: %s".formatted(data.resolve("run"), e.getMessage()));
        }
    }

    /** The server's addresses are of this machine and without TLS; AWS's own client would get all certificates ready first. */
    private static HttpURLConnection connection(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunFile run() {
        return run;
    }

    Path data() {
        return data;
    }

    OmicsClient omics() {
        return OmicsClient.builder()
                .endpointOverride(URI.create(run.api()))
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override
                        // What the AWS files say of other servers is not for this one.
                        .defaultProfileFile(CredentialsFile.none())
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    S3Client s3() {
        return S3Clients.builder(URI.create(run.s3()), region.id())
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
    }

    /** Asks the server for a token that opens SQL as this account; signed like any AWS call. */
    SqlAccess sqlAccess() {
        try {
            return JSON.treeToValue(call(SdkHttpMethod.POST, "/lakeome/token", Map.of()), SqlAccess.class);
        } catch (JsonProcessingException e) {
            throw new Failure(1, "no token from %s: %s".formatted(run.api(), e.getMessage()));
        }
    }

    /** Calls what AWS does not have; signed like any AWS call. */
    JsonNode call(SdkHttpMethod method, String path, Map<String, String> parameters) {
        SdkHttpFullRequest.Builder unsigned =
                SdkHttpFullRequest.builder().method(method).uri(URI.create(run.api() + path));
        parameters.forEach(unsigned::putRawQueryParameter);
        // As AWS SDKs name their calls: two equal calls of one second are two.
        unsigned.putHeader("amz-sdk-invocation-id", UUID.randomUUID().toString());
        SdkHttpFullRequest request = unsigned.build();
        SignedRequest signed = AwsV4HttpSigner.create().sign(sign -> sign.identity(credentials.resolveCredentials())
                .request(request)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "omics")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .build())
                    .call();
            try (InputStream body = response.responseBody().orElseThrow()) {
                JsonNode answer = JSON.readTree(body);
                if (!response.httpResponse().isSuccessful()) {
                    throw refused(response.httpResponse(), answer, path);
                }
                return answer;
            }
        } catch (IOException e) {
            throw new Failure(
                    1, "the server at %s does not answer; `./lakeome status` says how it is".formatted(run.api()));
        }
    }

    /** All of a list that the service gives page by page: the members {@code name} of the answers to {@code path}. */
    List<JsonNode> all(String path, String name) {
        List<JsonNode> found = new ArrayList<>();
        Map<String, String> parameters = new TreeMap<>();
        do {
            JsonNode page = call(SdkHttpMethod.POST, path, parameters);
            page.path(name).forEach(found::add);
            parameters.put("nextToken", page.path("nextToken").asText());
        } while (!parameters.get("nextToken").isEmpty());
        return found;
    }

    private static Failure refused(SdkHttpResponse response, JsonNode answer, String path) {
        String kind = response.firstMatchingHeader("x-amzn-ErrorType").orElse("");
        String message = answer.path("message").asText("the server refused " + path);
        return new Failure(
                Lakeome.exitCode(response.statusCode()),
                kind.equals("InvalidSignatureException")
                        ? Complaint.refusedKeys(message)
                        : ServiceWords.plain(message));
    }

    /** What a JDBC client needs; {@code user} is the alias and the schema, {@code token} a bearer token. */
    record SqlAccess(String account, String user, String token, String expires) {}

    /** The environment that lets any AWS tool work as {@code profileName} against this server. */
    Map<String, String> environment(String profileName) {
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", CredentialsFile.in(data).path().toString(),
                "AWS_PROFILE", profileName,
                "AWS_DISABLE_HOST_PREFIX_INJECTION", "true",
                "AWS_ENDPOINT_URL_OMICS", run.api(),
                "AWS_ENDPOINT_URL_S3", run.s3(),
                "AWS_REGION", region.id());
    }

    @Override
    public void close() {
        http.close();
    }
}
