package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablePlanTest {
    private static final Instant CHANGED = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void manySmallFilesAreWorthAJoinOnceSinceRowsCameOrWent() {
        TablePlan plan = new TablePlan(30, 1, 30_000, CHANGED, 0, 0, 0);
        assertThat(plan.isWorthwhile(Optional.empty())).isTrue();
        assertThat(plan.isWorthwhile(Optional.of(CHANGED.minusSeconds(1)))).isTrue();
        assertThat(plan.isWorthwhile(Optional.of(CHANGED.plusSeconds(1)))).isFalse();
    }

    @Test
    void historyIsClearedHoweverLongNothingChanged() {
        TablePlan plan = new TablePlan(30, 1, 30_000, CHANGED, 50, 0, 0);
        assertThat(plan.isWorthwhile(Optional.of(CHANGED.plusSeconds(1)))).isTrue();
    }
}
