package org.lakeome.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;

class EventRoutesTest {

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "yesterday"})
    void timeThatTheDatabasesDoNotKnowIsRefused(String time) {
        assertThatThrownBy(() -> EventRoutes.time(time))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining(time);
    }

    @Test
    void firstAndLastYearAreTaken() {
        assertThat(EventRoutes.time("0001-01-01T00:00:00Z")).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(EventRoutes.time("9999-12-31T23:59:59Z")).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    }
}
