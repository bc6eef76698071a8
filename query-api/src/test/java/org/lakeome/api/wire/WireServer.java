package org.lakeome.api.wire;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.auth.SignedCalls;
import org.lakeome.api.http.HttpServer;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.call.Calls;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.omics.OmicsClient;

/** A real server on a free port whose operations are given by the test, with one account. */
public final class WireServer implements AutoCloseable {

    public static final AccessKey KEY = new AccessKey(
            "LKTESTKEY00000000000",
            new AccountId("111122223333"),
            Secret.of("a-secret-of-forty-characters-0123456789"));

    private final Database database;
    private final HttpServer server;

    public WireServer(Consumer<Operations> registration) {
        Operations operations = new Operations();
        registration.accept(operations);
        var verifier = new SigV4Verifier(
                id -> Optional.of(KEY).filter(key -> key.keyId().equals(id)), "us-east-1", Clock.systemUTC());
        database = Database.open(new DatabaseConfig(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "test", ""));
        SignedCalls calls = new SignedCalls(verifier, new Calls(database));
        server = HttpServer.start("127.0.0.1", 0, List.of(new AwsApi(operations, verifier, calls)));
    }

    public int port() {
        return server.port();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public OmicsClient client() {
        return client(KEY.keyId(), KEY.secret().reveal());
    }

    public OmicsClient client(String keyId, String secret) {
        return OmicsClient.builder()
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                        .retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
