package org.lakeome.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
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
}
