package org.lakeome.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lakeome.api.http.HttpLimits;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.webhook.Webhook;

/**
 * Reads settings as what they mean. One that cannot work is noted as a problem, a sentence that names the setting, its value and what
 * would do, and read as something harmless, so that all problems are found at once.
 */
record SettingReader(Map<String, String> values, List<String> problems) {

    private static final int SHORTEST_SECRET = 16;

    /** Spark refuses a JVM below 450 MB, Trino does not start. */
    private static final long LEAST_HEAP_MEBI = 512;

    /** More than a JVM can address. */
    private static final long MOST_HEAP_MEBI = 16L << 20;

    private static final Pattern MASTER = Pattern.compile(
            "local|local\\[(\\*|[1-9]\\d{0,3})(,[1-9]\\d{0,2})?]|yarn|k8s://\\S+|spark://[^\\s:,/]+:\\d{1,5}(,[^\\s:,/]+:\\d{1,5})*");

    String text(String key) {
        return values.get(key);
    }

    Optional<String> optional(String key) {
        return Optional.of(values.get(key)).filter(value -> !value.isEmpty());
    }

    Optional<URI> uri(String key) {
        Optional<String> text = optional(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            if (isWeb(uri)) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // as any other that is not usable
        }
        problems.add("%s: '%s' is not a URI; write it like https://s3.example.org".formatted(key, text.get()));
        return Optional.empty();
    }

    private static boolean isWeb(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
    }

    String host(String key) {
        String value = values.get(key);
        try {
            if (!value.isEmpty()) {
                InetAddress unused = InetAddress.getByName(value);
                return value;
            }
        } catch (UnknownHostException e) {
            // as an empty one
        }
        problems.add(
                "%s: '%s' is no address of this machine; write it like 127.0.0.1 or 0.0.0.0".formatted(key, value));
        return "127.0.0.1";
    }

    String region(String key) {
        String value = values.get(key);
        if (!value.matches("[a-z][a-z0-9-]{0,30}[a-z0-9]")) {
            problems.add("%s: '%s' cannot be part of an ARN; write it like us-east-1".formatted(key, value));
        }
        return value;
    }

    /** Without its value, which may hold a password. */
    Optional<String> databaseUrl(String key) {
        Optional<String> url = optional(key);
        if (url.isPresent() && !url.get().matches("jdbc:(postgresql|h2):\\S+")) {
            problems.add("%s: write it like jdbc:postgresql://host/database, or leave it out for the embedded database"
                    .formatted(key));
        }
        return url;
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
        if (!value.matches("[1-9]\\d{0,4}[smhd]")) {
            problems.add("%s: '%s' is not a time; write it like 30s, 90m, 12h or 30d".formatted(key, value));
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

    int connections(String key) {
        int count = count(key);
        if (count < 1 || count > HttpLimits.CONNECTIONS) {
            problems.add("%s: '%s' cannot work, for the server has %d connections in all; give 1 to %d"
                    .formatted(key, values.get(key), HttpLimits.CONNECTIONS, HttpLimits.CONNECTIONS));
            return 1;
        }
        return count;
    }

    int atLeastOne(String key) {
        int count = count(key);
        if (values.get(key).matches("0+")) {
            problems.add("%s: with '%s' every job would wait for ever; give 1 or more".formatted(key, values.get(key)));
        }
        return count;
    }

    long bytes(String key) {
        String value = values.get(key).toLowerCase(Locale.ROOT);
        if (!value.matches("\\d{1,9}[kmg]?")) {
            problems.add("%s: '%s' is not a number of bytes; write it like 500k or 1m, or 0 for no limit"
                    .formatted(key, values.get(key)));
            return 0;
        }
        int shift =
                switch (value.charAt(value.length() - 1)) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    case 'g' -> 30;
                    default -> 0;
                };
        return Long.parseLong(value.replaceAll("\\D", "")) << shift;
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
            problems.add("events.webhook.secret: it has fewer than %d characters; make one by `openssl rand -hex 32`"
                    .formatted(SHORTEST_SECRET));
        }
        try {
            URI url = new URI(text.get());
            if (isWeb(url) && url.getUserInfo() == null && url.getFragment() == null) {
                return Optional.of(new Webhook(url, Secret.of(secret)));
            }
        } catch (URISyntaxException e) {
            // as any other that is not usable
        }
        problems.add("events.webhook.url: write it like https://events.example.org/lakeome, without user or fragment");
        return Optional.empty();
    }

    String sparkMaster(String key) {
        String value = values.get(key);
        if (!MASTER.matcher(value).matches()) {
            problems.add(
                    "%s: '%s' is no master of Spark; write local[*], local[4], spark://host:7077, k8s://... or yarn"
                            .formatted(key, value));
        }
        return value;
    }

    String heap(String key) {
        String value = values.get(key);
        if (!value.matches("\\d{1,9}[mMgG]")) {
            problems.add("%s: '%s' is not a heap size; write it like 1g or 1500m".formatted(key, value));
            return value;
        }
        long number = Long.parseLong(value.substring(0, value.length() - 1));
        long mebi = value.toLowerCase(Locale.ROOT).endsWith("g") ? number << 10 : number;
        if (mebi < LEAST_HEAP_MEBI || mebi > MOST_HEAP_MEBI) {
            problems.add("%s: '%s' is too %s for it to start; give 512m or more, as 3g"
                    .formatted(key, value, mebi < LEAST_HEAP_MEBI ? "little" : "much"));
        }
        return value;
    }
}
