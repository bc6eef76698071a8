package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.error.ApiError;

@Tag("A3")
class ReplaysTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T21:00:00Z"));
    private final AtomicInteger done = new AtomicInteger();
    private final Replays replays = new Replays(now::get);

    @Test
    void sameSignatureIsDoneOnceAndAnsweredAlike() {
        assertThat(replays.once("a", this::work)).isEqualTo(replays.once("a", this::work));
        assertThat(replays.once("b", this::work)).isNotEqualTo(replays.once("a", this::work));
        assertThat(done).hasValue(2);
    }

    @Test
    void replaysAtTheSameTimeAreDoneOnce() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> replays.once("a", this::work)));
            }
            for (Future<byte[]> answer : answers) {
                assertThat(answer.get()).containsExactly(1);
            }
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void refusedRequestMayBeTriedAgain() {
        assertThatThrownBy(() -> replays.once("a", () -> {
                    throw new ApiError.Conflict("busy");
                }))
                .isInstanceOf(ApiError.Conflict.class);

        assertThat(replays.once("a", this::work)).containsExactly(1);
    }

    @Test
    void answerIsForgottenWhenItsSignatureCanNoLongerBeGood() {
        replays.once("a", this::work);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(30)));
        replays.once("b", this::work);
        assertThat(replays.size()).isEqualTo(2);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        replays.once("c", this::work);
        assertThat(replays.size()).isEqualTo(2);
    }

    private byte[] work() {
        return new byte[] {(byte) done.incrementAndGet()};
    }
}
