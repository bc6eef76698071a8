package org.lakeome.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourcePaceTest {
    private final SourcePace pace = new SourcePace(SourceLimits.DEFAULT);

    /** An endpoint that is busy for minutes before each byte would hold the worker for days. */
    @Test
    void theWaitForAnAnswerCountsTowardsTheFloor() {
        pace.answered(SourceLimits.FLOOR_TIME.toNanos());

        assertThat(pace.waited(1, 1)).contains("1 bytes in", "ingest.source-floor");
    }

    @Test
    void theWaitForAnAnswerIsNoSilence() {
        pace.answered(2 * SourceLimits.DEFAULT.stall().toNanos());

        assertThat(pace.waited(1, 1)).isEmpty();
    }
}
