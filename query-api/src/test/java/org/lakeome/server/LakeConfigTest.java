package org.lakeome.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeConfigTest {

    @TempDir
    Path data;

    private LakeConfig webhook(String url, String secret) {
        return LakeConfig.load(
                data, Map.of("LAKEOME_EVENTS_WEBHOOK_URL", url, "LAKEOME_EVENTS_WEBHOOK_SECRET", secret));
    }

    @Test
    void eventsAreKeptForNinetyDaysAndSentNowhereUnlessAnOperatorSaysSo() {
        LakeConfig.Events events = LakeConfig.load(data, Map.of()).events();

        assertThat(events.history()).isEqualTo(Duration.ofDays(90));
        assertThat(events.webhook()).isEmpty();
    }

    @Test
    void webhookIsAnAddressAndASecretThatNoTextShows() {
        LakeConfig config = webhook("https://events.example.org/in?key=planted", "planted-0123456789");

        assertThat(config.events().webhook()).isPresent();
        assertThat(config.toString()).contains("events.example.org").doesNotContain("planted");
    }

    @Test
    void addressesThatAreNotOfTheWebAndShortSecretsAreRefusedWithoutBeingQuoted() {
        for (String url : new String[] {
            "file:///planted",
            "ftp://planted/",
            "planted",
            "https://planted:pw@host/",
            "http:///planted",
            "http://a b/planted"
        }) {
            assertThatThrownBy(() -> webhook(url, "planted"))
                    .isInstanceOf(LakeConfig.BadConfig.class)
                    .hasMessageContaining("2 problem(s)")
                    .hasMessageContaining("events.webhook.url")
                    .hasMessageContaining("events.webhook.secret")
                    .hasMessageNotContaining("planted");
        }
    }

    private void refused(String key, String value, String... words) {
        String variable = "LAKEOME_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        assertThatThrownBy(() -> LakeConfig.load(data, Map.of(variable, value)))
                .as(key + "=" + value)
                .isInstanceOf(LakeConfig.BadConfig.class)
                .hasMessageContaining("1 problem(s)")
                .hasMessageContaining(key + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithTheSettingItsValueAndWhatWouldDo() {
        for (String heap : new String[] {"ingest.heap", "trino.heap"}) {
            refused(heap, "400m", "'400m'", "too little", "512m or more");
            refused(heap, "0g", "too little");
            refused(heap, "99999999g", "too much");
            for (String none : new String[] {"3", "3gb", "-3g", "", "lots", "1.5g"}) {
                refused(heap, none, "'" + none + "'", "1500m");
            }
        }
        for (String none :
                new String[] {"spark", "local[]", "local[0]", "local[x]", "local[*", "spark://host", "", "http://h:1"
                }) {
            refused("ingest.master", none, "'" + none + "'", "local[*]");
        }
        for (String key : new String[] {
            "token.life",
            "token.session",
            "ingest.history",
            "optimize.every",
            "events.history",
            "ingest.source-stall",
            "http.idle",
            "http.body-patience"
        }) {
            for (String none : new String[] {"0h", "90", "-1h", "1w", "999999d", ""}) {
                refused(key, none, "'" + none + "'", "12h");
            }
        }
        for (String none : new String[] {"-1", "65536", "http", "", "9820 "}) {
            refused("http.port", none, "'" + none + "'", "65535");
        }
        refused("http.host", "no such host", "'no such host'", "127.0.0.1");
        refused("http.host", "", "127.0.0.1");
        refused("http.internal-host", "no such host", "'no such host'", "127.0.0.1");
        refused("http.internal-port", "65536", "'65536'", "65535");
        refused("http.internal-url", "lake:9823", "'lake:9823'");
        refused("http.connections-per-address", "0", "'0'", "1 to 1000");
        refused("http.connections-per-address", "1001", "'1001'", "1 to 1000");
        refused("http.body-floor", "slow", "'slow'", "500k");
        refused("region", "Mars 1", "'Mars 1'", "us-east-1");
        refused("s3.endpoint", "minio:9000", "'minio:9000'", "https://s3.example.org");
        refused("trino.enabled", "yes", "'yes'", "true nor false");
        refused("quota.concurrent-imports", "0", "for ever");
        refused("ingest.source-floor", "much", "'much'", "500k");
        refused("trino.port", "9821", "9821", "s3.port");
    }

    @Test
    void databaseUrlOfAnotherKindIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> LakeConfig.load(data, Map.of("LAKEOME_DATABASE_URL", "mysql://u:planted@h/d")))
                .isInstanceOf(LakeConfig.BadConfig.class)
                .hasMessageContaining("jdbc:postgresql://")
                .hasMessageNotContaining("planted");
    }

    @Test
    void settingsThatWorkAreTaken() {
        for (String master :
                new String[] {"local", "local[4]", "local[*,2]", "yarn", "spark://a:7077,b:7077", "k8s://https://h:443"
                }) {
            assertThat(LakeConfig.load(data, Map.of("LAKEOME_INGEST_MASTER", master))
                            .ingest()
                            .master())
                    .isEqualTo(master);
        }
        LakeConfig config = LakeConfig.load(
                data,
                Map.of(
                        "LAKEOME_INGEST_HEAP",
                        "512m",
                        "LAKEOME_INGEST_SOURCE_STALL",
                        "30s",
                        "LAKEOME_INGEST_SOURCE_FLOOR",
                        "500k",
                        "LAKEOME_HTTP_PORT",
                        "0",
                        "LAKEOME_S3_PORT",
                        "0"));
        assertThat(config.ingest().sources().stall()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.ingest().sources().floorBytes()).isEqualTo(500 << 10);
    }

    @Test
    void unknownKeyOfTheFileIsRefusedWithThoseOfItsGroup() throws Exception {
        Files.writeString(data.resolve("lakeome.properties"), "ingest.heep=3g\nhepa=3g\n");

        assertThatThrownBy(() -> LakeConfig.load(data, Map.of()))
                .hasMessageContaining("2 problem(s)")
                .hasMessageContaining("'ingest.heep'; there are ingest.enabled, ingest.heap")
                .hasMessageContaining("'hepa'; known keys are database.password");
    }
}
