package org.lakeome.catalog.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;

/** Retries and recordings happen once and new calls happen, with two servers on one database. */
@Tag("A3")
@ParameterizedClass
@EnumSource(Databases.Kind.class)
class CallsTest {

    private static final Duration LATER = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private final Databases.FixedClock clock = new Databases.FixedClock();
    private final AtomicInteger done = new AtomicInteger();
    private Database first;
    private Database second;
    private Calls here;
    private Calls there;

    CallsTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        DatabaseConfig config = Databases.fresh(kind, folder);
        first = Database.open(config, clock);
        second = Database.open(config, clock);
        here = new Calls(first);
        there = new Calls(second);
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    @Test
    void retryOfANamedCallIsDoneOnceOnWhicheverServerAndWhateverHappenedSince() {
        String answer = here.once(named("id-1", "s1"), Repeat.ONE_MORE, this::work);
        here.once(named("id-2", "s2"), Repeat.STATE, this::work);
        clock.advance(LATER);

        assertThat(there.once(named("id-1", "s1"), Repeat.ONE_MORE, this::work)).isEqualTo(answer);
        assertThat(there.once(named("id-1", "signed anew"), Repeat.ONE_MORE, this::work))
                .isEqualTo(answer);
        assertThat(done).hasValue(2);
    }

    @Test
    void callOfAnotherNameIsDoneThoughItsSignatureIsTheSame() {
        here.once(named("id-1", "s1"), Repeat.STATE, this::work);
        there.once(named("id-2", "s1"), Repeat.STATE, this::work);

        assertThat(done).hasValue(2);
    }

    @Test
    void recordingUnderANewNameIsRefusedWhenItsSecondIsOver() {
        here.once(named("id-1", "s1"), Repeat.STATE, this::work);
        clock.advance(LATER);

        assertThatThrownBy(() -> there.once(named("id-2", "s1"), Repeat.STATE, this::work))
                .isInstanceOf(SignatureUsed.class);
        assertThat(done).hasValue(1);
    }

    @Test
    void recordedRetryUnderANewNameIsRefusedToo() {
        here.once(named("id-1", "s1"), Repeat.ONE_MORE, this::work);
        there.once(named("id-1", "s2"), Repeat.ONE_MORE, this::work);
        here.once(named("id-1", "s2"), Repeat.ONE_MORE, this::work);
        clock.advance(LATER);

        assertThatThrownBy(() -> there.once(named("id-2", "s2"), Repeat.ONE_MORE, this::work))
                .isInstanceOf(SignatureUsed.class);
        assertThat(done).hasValue(1);
    }

    @Test
    void windowOfASignatureIsNotLengthenedByUsingIt() {
        for (int i = 0; i < 3; i++) {
            here.once(named("id-" + i, "s1"), Repeat.ONE_MORE, this::work);
            clock.advance(Duration.ofSeconds(2));
        }

        assertThatThrownBy(() -> there.once(named("id-9", "s1"), Repeat.ONE_MORE, this::work))
                .isInstanceOf(SignatureUsed.class);
    }

    @Test
    void unnamedCallIsDoneAgainIfSomethingWasChangedInBetween() {
        here.once(unnamed("tag"), Repeat.STATE, this::work);
        assertThat(there.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("1");
        here.once(unnamed("untag"), Repeat.STATE, this::work);
        assertThat(there.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("3");
        there.once(unnamed("untag"), Repeat.STATE, this::work);
        assertThat(here.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("5");
        assertThat(here.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("5");
    }

    @Test
    void refusedCallChangedNothing() {
        here.once(unnamed("tag"), Repeat.STATE, this::work);
        assertThatThrownBy(() -> here.once(unnamed("untag"), Repeat.STATE, this::refused))
                .isInstanceOf(ApiError.Conflict.class);

        assertThat(here.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("1");
    }

    @Test
    void eachUnnamedCallForOneMoreIsDone() {
        for (int i = 1; i <= 8; i++) {
            assertThat(here.once(unnamed("import"), Repeat.ONE_MORE, this::work))
                    .isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void recordingOfAnUnnamedCallIsRefusedWhenItsSecondIsOver() {
        here.once(unnamed("import"), Repeat.ONE_MORE, this::work);
        here.once(unnamed("tag"), Repeat.STATE, this::work);
        here.once(unnamed("untag"), Repeat.STATE, this::work);
        clock.advance(LATER);

        assertThatThrownBy(() -> there.once(unnamed("import"), Repeat.ONE_MORE, this::work))
                .isInstanceOf(SignatureUsed.class);
        assertThatThrownBy(() -> there.once(unnamed("tag"), Repeat.STATE, this::work))
                .isInstanceOf(SignatureUsed.class);
        assertThat(there.once(unnamed("untag"), Repeat.STATE, this::work)).isEqualTo("3");
        assertThat(done).hasValue(3);
    }

    @Test
    void secretIsGivenOncePerSignature() {
        here.once(unnamed("token"), Repeat.SECRET, this::work);

        assertThatThrownBy(() -> there.once(unnamed("token"), Repeat.SECRET, this::work))
                .isInstanceOf(SignatureUsed.class);
        assertThat(there.once(unnamed("another token"), Repeat.SECRET, this::work))
                .isEqualTo("2");
    }

    @Test
    void readingIsRepeatedWithinItsSecondAndNeitherLaterNorTakenForAChange() {
        here.once(unnamed("tag"), Repeat.STATE, this::work);
        here.once(unnamed("list"), Repeat.READ, this::work);
        there.once(unnamed("list"), Repeat.READ, this::work);
        assertThat(here.once(unnamed("tag"), Repeat.STATE, this::work)).isEqualTo("1");
        clock.advance(LATER);

        assertThatThrownBy(() -> there.once(unnamed("list"), Repeat.READ, this::work))
                .isInstanceOf(SignatureUsed.class);
    }

    @Test
    void retriesAtTheSameTimeAreDoneOnceAndAnsweredAlike() throws InterruptedException, ExecutionException {
        CountDownLatch begun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Calls server = i % 2 == 0 ? here : there;
                answers.add(threads.submit(() -> server.once(named("id-1", "s1"), Repeat.ONE_MORE, () -> {
                    begun.countDown();
                    return work();
                })));
            }
            begun.await();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("1");
            }
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void refusedCallMayBeMadeAgain() {
        assertThatThrownBy(() -> here.once(named("id-1", "s1"), Repeat.ONE_MORE, this::refused))
                .isInstanceOf(ApiError.Conflict.class);

        assertThat(there.once(named("id-1", "s1"), Repeat.ONE_MORE, this::work)).isEqualTo("1");
    }

    @Test
    void callIsForgottenWhenItsSignatureCanNoLongerBeGood() {
        here.once(named("id-1", "s1"), Repeat.STATE, this::work);
        clock.advance(Duration.ofMinutes(30));
        here.once(named("id-2", "s2"), Repeat.STATE, this::work);
        assertThat(here.known()).isEqualTo(2);
        clock.advance(Duration.ofMinutes(2));
        there.once(named("id-3", "s3"), Repeat.STATE, this::work);
        assertThat(here.known()).isEqualTo(2);
    }

    private static SignedCall named(String id, String signature) {
        return new SignedCall(id, signature, true);
    }

    private static SignedCall unnamed(String signature) {
        return new SignedCall(signature, signature, false);
    }

    private String work() {
        return String.valueOf(done.incrementAndGet());
    }

    private String refused() {
        throw new ApiError.Conflict("busy");
    }
}
