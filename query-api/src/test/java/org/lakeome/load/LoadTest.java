package org.lakeome.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short run of what {@code make load} does for ten minutes on each database; there with a real ingest worker. */
class LoadTest {

    @Test
    void twentyClientsTogetherLoseNothingAndNeverFail() throws Exception {
        // On a machine that is busy with other tests a request waits for its turn.
        Meter meter = new Meter(Duration.ofSeconds(60));
        assertThat(Load.run("h2", meter, Duration.ofSeconds(20), System.nanoTime(), false))
                .isEmpty();
    }
}
