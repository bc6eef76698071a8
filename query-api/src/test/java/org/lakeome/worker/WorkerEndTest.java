package org.lakeome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerEndTest {

    @Test
    void processThatWasToldToStopDidNotDieByItself() {
        for (int code : new int[] {143, 130, 129}) {
            assertThat(WorkerEnd.of(code).byItself()).isFalse();
        }
    }

    @Test
    void otherEndsAreTheWorkersOwnAndSayWhatHappened() {
        for (int code : new int[] {0, 1, 3, 50, 134, 137, 139}) {
            assertThat(WorkerEnd.of(code).byItself()).isTrue();
        }
        assertThat(WorkerEnd.of(3).why()).contains("memory", "ingest.heap");
        assertThat(WorkerEnd.of(134).why()).contains("crashed");
        assertThat(WorkerEnd.of(139).why()).contains("139");
    }
}
