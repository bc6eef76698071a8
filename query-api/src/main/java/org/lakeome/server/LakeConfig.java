package org.lakeome.server;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.lakeome.api.http.HttpLimits;
import org.lakeome.api.work.WorkSpecs.SourceLimits;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.storage.s3.BodyFloor;
import org.lakeome.webhook.Webhook;

/**
 * Everything an operator can set. Read once, from {@code lakeome.properties} in the data folder, then environment
 * variables ({@code http.port} is {@code LAKEOME_HTTP_PORT}); an unknown key or a bad value stops the start with a list
 * of all problems.
 */
public record LakeConfig(
        Path data,
        Http http,
        String region,
        Database database,
        S3 s3,
        Token token,
        Trino trino,
        Ingest ingest,
        Quotas quotas,
        Upkeep.Schedule optimize,
        Events events) {

    /** Where the API listens, and what one client may hold of it; a port of 0 takes any free one. */
    public record Http(String host, int port, Internal internal, HttpLimits limits) {}

    /**
     * Where the routes for Trino, the workers and the operator listen.
     *
     * @param url how Trino and workers on other machines reach it, if not as this machine does
     */
    public record Internal(String host, int port, Optional<URI> url) {}

    /** The catalog database; without a URL an H2 file in the data folder. */
    public record Database(Optional<String> url, String user, Secret password) {}

    /** The object store; without an endpoint the embedded one, on {@code port} of loopback. */
    public record S3(Optional<URI> endpoint, int port) {}

    /** How long a user's token is good, and how long tokens got in exchange for it go on after its sign-in. */
    public record Token(Duration life, Duration longestSession) {}

    /** The SQL engine; {@code enabled=false} where an outside cluster serves. Heap as {@code -Xmx} takes it. */
    public record Trino(boolean enabled, int port, String heap) {}

    /**
     * The ingest worker and the history of what it did; {@code master} is Spark's, heap as {@code -Xmx} takes it.
     *
     * @param history how long ended import jobs are kept
     */
    public record Ingest(boolean enabled, String heap, String master, Duration history, SourceLimits sources) {}

    /** How long events are kept, delivered or not, and where they are sent. */
    public record Events(Duration history, Optional<Webhook> webhook) {}

    /** The settings do not make sense; the message lists every problem. */
    public static final class BadConfig extends RuntimeException {
        BadConfig(List<String> problems) {
            super("The configuration has %d problem(s):%n  %s"
                    .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems)));
        }
    }

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("http.host", "127.0.0.1"),
            Map.entry("http.port", "9820"),
            Map.entry("http.internal-host", "127.0.0.1"),
            Map.entry("http.internal-port", "0"),
            Map.entry("http.internal-url", ""),
            Map.entry("http.connections-per-address", "" + HttpLimits.DEFAULT.connectionsOfAnAddress()),
            Map.entry("http.idle", HttpLimits.DEFAULT.idle().toSeconds() + "s"),
            Map.entry("http.body-floor", "" + BodyFloor.DEFAULT.bytesOfASecond()),
            Map.entry("http.body-patience", BodyFloor.DEFAULT.patience().toSeconds() + "s"),
            Map.entry("region", "us-east-1"),
            Map.entry("database.url", ""),
            Map.entry("database.user", "lakeome"),
            Map.entry("database.password", ""),
            Map.entry("s3.endpoint", ""),
            Map.entry("s3.port", "9821"),
            Map.entry("token.life", "12h"),
            Map.entry("token.session", "24h"),
            Map.entry("trino.enabled", "true"),
            Map.entry("trino.port", "9822"),
            Map.entry("trino.heap", "1g"),
            Map.entry("ingest.enabled", "true"),
            Map.entry("ingest.heap", "3g"),
            Map.entry("ingest.master", "local[*]"),
            Map.entry("ingest.history", "730d"),
            Map.entry("ingest.source-stall", "120s"),
            Map.entry("ingest.source-floor", "1m"),
            Map.entry("ingest.source-patience", "5m"),
            Map.entry("quota.variant-stores", "" + Quotas.DEFAULT.variantStores()),
            Map.entry("quota.annotation-stores", "" + Quotas.DEFAULT.annotationStores()),
            Map.entry("quota.versions-per-annotation-store", "" + Quotas.DEFAULT.versionsPerStore()),
            Map.entry("quota.concurrent-imports", "" + Quotas.DEFAULT.concurrentImports()),
            Map.entry("quota.waiting-imports", "" + Quotas.DEFAULT.waitingImports()),
            Map.entry("quota.files-per-variant-import", "" + Quotas.DEFAULT.filesPerImport()),
            Map.entry("quota.shares-per-variant-store", "" + Quotas.DEFAULT.sharesPerVariantStore()),
            Map.entry("quota.shares-per-annotation-store", "" + Quotas.DEFAULT.sharesPerAnnotationStore()),
            Map.entry("optimize.every", "off"),
            Map.entry("optimize.retain", "7d"),
            Map.entry("events.history", "90d"),
            Map.entry("events.webhook.url", ""),
            Map.entry("events.webhook.secret", ""));

    public static LakeConfig load(Path data, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new TreeMap<>(DEFAULTS);
        Path file = data.resolve("lakeome.properties");
        readFile(file, problems).forEach((key, value) -> {
            if (values.containsKey(key)) {
                values.put(key, value);
            } else {
                problems.add("%s: unknown key '%s'; %s".formatted(file, key, likely(key)));
            }
        });
        for (String key : known()) {
            String override = environment.get("LAKEOME_"
                    + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'));
            if (override != null) {
                values.put(key, override);
            }
        }
        SettingReader reading = new SettingReader(values, problems);
        LakeConfig config = new LakeConfig(
                data.toAbsolutePath().normalize(),
                new Http(
                        reading.host("http.host"),
                        reading.port("http.port"),
                        new Internal(
                                reading.host("http.internal-host"),
                                reading.port("http.internal-port"),
                                reading.uri("http.internal-url")),
                        new HttpLimits(
                                reading.connections("http.connections-per-address"),
                                reading.duration("http.idle"),
                                new BodyFloor(
                                        reading.bytes("http.body-floor"), reading.duration("http.body-patience")))),
                reading.region("region"),
                new Database(
                        reading.databaseUrl("database.url"),
                        reading.text("database.user"),
                        Secret.of(reading.text("database.password"))),
                new S3(reading.uri("s3.endpoint"), reading.port("s3.port")),
                new Token(reading.duration("token.life"), reading.duration("token.session")),
                new Trino(reading.flag("trino.enabled"), reading.port("trino.port"), reading.heap("trino.heap")),
                new Ingest(
                        reading.flag("ingest.enabled"),
                        reading.heap("ingest.heap"),
                        reading.sparkMaster("ingest.master"),
                        reading.duration("ingest.history"),
                        new SourceLimits(
                                reading.duration("ingest.source-stall"),
                                reading.bytes("ingest.source-floor"),
                                reading.duration("ingest.source-patience"))),
                new Quotas(
                        reading.count("quota.variant-stores"),
                        reading.count("quota.annotation-stores"),
                        reading.count("quota.versions-per-annotation-store"),
                        reading.atLeastOne("quota.concurrent-imports"),
                        reading.count("quota.waiting-imports"),
                        reading.count("quota.files-per-variant-import"),
                        reading.count("quota.shares-per-variant-store"),
                        reading.count("quota.shares-per-annotation-store")),
                new Upkeep.Schedule(
                        values.get("optimize.every").equals("off")
                                ? Optional.empty()
                                : Optional.of(reading.duration("optimize.every")),
                        reading.retention("optimize.retain")),
                new Events(reading.duration("events.history"), reading.webhook()));
        requireOwnPorts(config, problems);
        if (!problems.isEmpty()) {
            throw new BadConfig(problems);
        }
        return config;
    }

    /** Two servers cannot listen on one port. */
    private static void requireOwnPorts(LakeConfig config, List<String> problems) {
        Map<Integer, String> taken = new HashMap<>();
        Map<String, Integer> ports = new TreeMap<>(Map.of(
                "http.port",
                config.http().port(),
                "http.internal-port",
                config.http().internal().port()));
        if (config.s3().endpoint().isEmpty()) {
            ports.put("s3.port", config.s3().port());
        }
        if (config.trino().enabled()) {
            ports.put("trino.port", config.trino().port());
        }
        ports.forEach((key, port) -> {
            String other = port == 0 ? null : taken.putIfAbsent(port, key);
            if (other != null) {
                problems.add("%s: %d is the port of %s already; give each its own, or 0 for any free one"
                        .formatted(key, port, other));
            }
        });
    }

    /** Those of its group, if it is of one; all would be too many to find the right one. */
    private static String likely(String key) {
        String group = key.replaceFirst("\\..*", ".");
        List<String> near =
                known().stream().filter(each -> each.startsWith(group)).toList();
        return near.isEmpty() ? "known keys are " + String.join(", ", known()) : "there are " + String.join(", ", near);
    }

    private static Set<String> known() {
        return new TreeMap<>(DEFAULTS).keySet();
    }

    private static Map<String, String> readFile(Path file, List<String> problems) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("%s: cannot be read: %s".formatted(file, e.getMessage()));
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return values;
    }
}
