package org.lakeome.server;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.upkeep.Upkeep;
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

    /** Where the API listens; a port of 0 takes any free one. */
    public record Http(String host, int port) {}

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
    public record Ingest(boolean enabled, String heap, String master, Duration history) {}

    /** How long events are kept, delivered or not, and where they are sent. */
    public record Events(Duration history, Optional<Webhook> webhook) {}

    /** The settings do not make sense; the message lists every problem. */
    public static final class BadConfig extends RuntimeException {
        BadConfig(List<String> problems) {
            super("The configuration has %d problem(s):%n  %s"
                    .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems)));
        }
    }

    private static final int SHORTEST_SECRET = 16;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("http.host", "127.0.0.1"),
            Map.entry("http.port", "9820"),
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
                problems.add(
                        "%s: unknown key '%s'; known keys are %s".formatted(file, key, String.join(", ", known())));
            }
        });
        for (String key : known()) {
            String override = environment.get("LAKEOME_"
                    + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'));
            if (override != null) {
                values.put(key, override);
            }
        }
        Reading reading = new Reading(values, problems);
        LakeConfig config = new LakeConfig(
                data.toAbsolutePath().normalize(),
                new Http(reading.text("http.host"), reading.port("http.port")),
                reading.text("region"),
                new Database(
                        reading.optional("database.url"),
                        reading.text("database.user"),
                        Secret.of(reading.text("database.password"))),
                new S3(reading.uri("s3.endpoint"), reading.port("s3.port")),
                new Token(reading.duration("token.life"), reading.duration("token.session")),
                new Trino(reading.flag("trino.enabled"), reading.port("trino.port"), reading.heap("trino.heap")),
                new Ingest(
                        reading.flag("ingest.enabled"),
                        reading.heap("ingest.heap"),
                        reading.text("ingest.master"),
                        reading.duration("ingest.history")),
                new Quotas(
                        reading.count("quota.variant-stores"),
                        reading.count("quota.annotation-stores"),
                        reading.count("quota.versions-per-annotation-store"),
                        reading.count("quota.concurrent-imports"),
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
        if (!problems.isEmpty()) {
            throw new BadConfig(problems);
        }
        return config;
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

    private record Reading(Map<String, String> values, List<String> problems) {
        String text(String key) {
            return values.get(key);
        }

        Optional<String> optional(String key) {
            return Optional.of(values.get(key)).filter(value -> !value.isEmpty());
        }

        Optional<URI> uri(String key) {
            try {
                return optional(key).map(URI::create);
            } catch (IllegalArgumentException e) {
                problems.add(
                        "%s: '%s' is not a URI; write it like https://s3.example.org".formatted(key, values.get(key)));
                return Optional.empty();
            }
        }

        int port(String key) {
            String value = values.get(key);
            if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
                problems.add("%s: '%s' is not a port; give 0 (any free one) to 65535".formatted(key, value));
                return 0;
            }
            return Integer.parseInt(value);
        }

        boolean flag(String key) {
            String value = values.get(key);
            if (!value.equals("true") && !value.equals("false")) {
                problems.add("%s: '%s' is neither true nor false".formatted(key, value));
            }
            return value.equals("true");
        }

        Duration duration(String key) {
            String value = values.get(key);
            if (!value.matches("[1-9]\\d{0,4}[mhd]")) {
                problems.add("%s: '%s' is not a time; write it like 90m, 12h or 30d".formatted(key, value));
                return Duration.ofHours(1);
            }
            return Duration.parse((value.endsWith("d") ? "P" : "PT") + value.toUpperCase(Locale.ROOT));
        }

        int count(String key) {
            String value = values.get(key);
            if (!value.matches("\\d{1,9}")) {
                problems.add("%s: '%s' is not a count; give a whole number from 0 on".formatted(key, value));
                return 0;
            }
            return Integer.parseInt(value);
        }

        Duration retention(String key) {
            Duration retain = duration(key);
            if (retain.compareTo(Upkeep.SHORTEST_RETENTION) < 0) {
                problems.add("%s: '%s' is too short; queries under way need 1h".formatted(key, values.get(key)));
            }
            return retain;
        }

        /** What is wrong is told without the values, which may be secret. */
        Optional<Webhook> webhook() {
            Optional<String> text = optional("events.webhook.url");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String secret = values.get("events.webhook.secret");
            if (secret.length() < SHORTEST_SECRET) {
                problems.add(
                        "events.webhook.secret: it has fewer than %d characters; make one by `openssl rand -hex 32`"
                                .formatted(SHORTEST_SECRET));
            }
            try {
                URI url = new URI(text.get());
                boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
                if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                    return Optional.of(new Webhook(url, Secret.of(secret)));
                }
            } catch (URISyntaxException e) {
                // as any other that is not usable
            }
            problems.add(
                    "events.webhook.url: write it like https://events.example.org/lakeome, without user or fragment");
            return Optional.empty();
        }

        String heap(String key) {
            String value = values.get(key);
            if (!value.matches("\\d+[mMgG]")) {
                problems.add("%s: '%s' is not a heap size; write it like 1g or 1500m".formatted(key, value));
            }
            return value;
        }
    }
}
