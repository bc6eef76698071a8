package org.lakeome.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.lakeome.api.http.HttpLimits;
import org.lakeome.api.work.WorkSpecs;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.cli.Lakeome;
import org.lakeome.server.LakeConfig;
import org.lakeome.server.LakeomeServer;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One whole server for all end-to-end tests of this JVM: API, embedded S3, a real Trino and a real ingest worker, on free
 * ports, in a folder that goes when the JVM ends; and one more, which starts at once, with the API alone and without quotas.
 */
public final class RunningLakeome implements AutoCloseable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Real files of other projects; they are not part of this one. */
    static final Path DATA = Path.of(Optional.ofNullable(System.getenv("LAKEOME_DATA"))
                    .orElse(ROOT.resolve("../shared/data").toString()))
            .normalize();

    private static final LakeConfig.Database EMBEDDED =
            new LakeConfig.Database(Optional.empty(), "lakeome", Secret.of(""));

    static {
        // Nobody types at the commands under test: `sql` without a statement would wait for ever.
        System.setIn(InputStream.nullInputStream());
    }

    private static RunningLakeome instance;
    private static RunningLakeome apiOnly;

    private final LakeomeServer server;
    private final Map<String, String> accounts = new HashMap<>();
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    private RunningLakeome(LakeomeServer server) {
        this.server = server;
    }

    static synchronized RunningLakeome get() throws IOException {
        if (instance == null) {
            instance = start(onFreePorts(Files.createTempDirectory("lakeome-e2e")));
        }
        return instance;
    }

    /** Without Trino and worker: jobs stay SUBMITTED. An account may have as much of everything as it likes. */
    public static synchronized RunningLakeome apiOnly() throws IOException {
        if (apiOnly == null) {
            int much = 1_000_000;
            apiOnly = start(onFreePorts(
                    Files.createTempDirectory("lakeome-api"),
                    EMBEDDED,
                    false,
                    false,
                    new Quotas(much, much, much, 5, much, 1000, much, much)));
        }
        return apiOnly;
    }

    /** A server of its own without Trino, on the embedded database or on the one that is given; close it. */
    public static RunningLakeome withoutTrino(Optional<LakeConfig.Database> database, boolean worker, Quotas quotas)
            throws IOException {
        return start(onFreePorts(
                Files.createTempDirectory("lakeome-load"), database.orElse(EMBEDDED), false, worker, quotas));
    }

    /** A server of its own with the API alone and these limits for each client; close it. */
    public static RunningLakeome withLimits(HttpLimits limits) throws IOException {
        LakeConfig usual =
                onFreePorts(Files.createTempDirectory("lakeome-limits"), EMBEDDED, false, false, Quotas.DEFAULT);
        return start(new LakeConfig(
                usual.data(),
                new LakeConfig.Http("127.0.0.1", 0, usual.http().internal(), limits),
                usual.region(),
                usual.database(),
                usual.s3(),
                usual.token(),
                usual.trino(),
                usual.ingest(),
                usual.quotas(),
                usual.optimize(),
                usual.events()));
    }

    private static RunningLakeome start(LakeConfig config) {
        LakeomeServer server = LakeomeServer.start(config, ROOT);
        RunningLakeome running = new RunningLakeome(server);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        running.awaitReady();
        return running;
    }

    /** The server serves before Trino and the worker do. */
    private void awaitReady() {
        URI ready = URI.create(api() + "/health/ready");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() ->
                            client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    == 200);
        }
    }

    @Override
    public void close() {
        server.close();
        if (Files.exists(data())) {
            delete(data());
        }
    }

    static LakeConfig onFreePorts(Path data) {
        return onFreePorts(data, EMBEDDED, true, true, Quotas.DEFAULT);
    }

    private static LakeConfig onFreePorts(
            Path data, LakeConfig.Database database, boolean trino, boolean worker, Quotas quotas) {
        return new LakeConfig(
                data,
                new LakeConfig.Http(
                        "127.0.0.1", 0, new LakeConfig.Internal("127.0.0.1", 0, Optional.empty()), HttpLimits.DEFAULT),
                "us-east-1",
                database,
                new LakeConfig.S3(Optional.empty(), 0),
                new LakeConfig.Token(Duration.ofHours(12), Duration.ofHours(24)),
                new LakeConfig.Trino(trino, 0, "1g"),
                new LakeConfig.Ingest(
                        worker,
                        "2g",
                        "local[*]",
                        Duration.ofDays(730),
                        new WorkSpecs.SourceLimits(Duration.ofMinutes(2), 1 << 20, Duration.ofMinutes(5))),
                quotas,
                new Upkeep.Schedule(Optional.empty(), Duration.ofDays(7)),
                new LakeConfig.Events(Duration.ofDays(90), Optional.empty()));
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("not all of " + folder + " could be deleted: " + e);
        }
    }

    /** The catalog of the embedded database, beside the server's own connections. */
    public Database database() {
        return Database.open(DatabaseConfig.embedded(data().resolve("db")));
    }

    public String api() {
        return server.run().api();
    }

    /** Where Trino, the workers and the operator ask. */
    public String internal() {
        return server.run().internal();
    }

    public Path data() {
        return server.data();
    }

    /** The id of the account of this alias, made on first use. */
    public synchronized String account(String alias) {
        return accounts.computeIfAbsent(alias, name -> {
            Output made = lakeome("account", "create", name, "--save", "--demo");
            return made.out
                    .lines()
                    .filter(line -> line.startsWith("account "))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(made.toString()));
        });
    }

    /** What one command of the CLI did. */
    record Output(int exitCode, String out, String err) {}

    Output lakeome(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Lakeome.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(Stream.concat(Arrays.stream(words), Stream.of("--data", data().toString()))
                .toArray(String[]::new));
        return new Output(code, out.toString(), err.toString());
    }

    public ProfileCredentialsProvider keys(String alias) {
        account(alias);
        ProfileFile file = ProfileFile.builder()
                .content(data().resolve("credentials"))
                .type(ProfileFile.Type.CREDENTIALS)
                .build();
        return ProfileCredentialsProvider.builder()
                .profileFile(file)
                .profileName(alias)
                .build();
    }

    public OmicsClient omics(String alias) {
        return omics(alias, URI.create(api()));
    }

    OmicsClient omics(String alias, URI endpoint) {
        return OmicsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(keys(alias))
                .httpClient(http)
                .overrideConfiguration(override ->
                        override.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    public S3Client s3(String alias) {
        return S3Client.builder()
                .endpointOverride(URI.create(server.run().s3()))
                .region(Region.US_EAST_1)
                .credentialsProvider(keys(alias))
                .httpClient(http)
                .forcePathStyle(true)
                .build();
    }

    public String token(String alias) {
        account(alias);
        return lakeome("token", "--profile", alias).out.strip();
    }

    Connection connect(String alias) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", alias);
        properties.put("accessToken", token(alias));
        URI trino = URI.create(server.run().trino());
        return DriverManager.getConnection(
                "jdbc:trino://%s:%d/lakeome/%s?SSL=true&SSLTrustStorePath=%s"
                        .formatted(
                                trino.getHost(),
                                trino.getPort(),
                                alias,
                                data().resolve("secrets").resolve("trino.pem")),
                properties);
    }

    /** All rows of one query, each cell as the driver gives it. */
    static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
