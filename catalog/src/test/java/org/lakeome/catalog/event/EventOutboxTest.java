package org.lakeome.catalog.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.db.Databases;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class EventOutboxTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private final Databases.FixedClock clock = new Databases.FixedClock();
    private DatabaseConfig config;
    private Database database;
    private EventOutbox outbox;

    EventOutboxTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        config = Databases.fresh(kind, folder);
        database = Database.open(config, clock);
        outbox = new EventOutbox(database, LEASE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void happen(int from, int to) {
        for (int number = from; number < to; number++) {
            StateChange change = new StateChange(
                    EventType.VARIANT_STORE, new AccountId("111111111111"), "e" + number, Map.of(), "CREATED");
            database.run(change::log);
        }
    }

    private static List<String> names(Optional<EventOutbox.Batch> batch) {
        return batch.orElseThrow().events().stream()
                .map(event -> event.change().resource())
                .toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "e" + number).toList();
    }

    @Test
    void newWebhookGetsWhatHappensFromItsStartOn() {
        happen(0, 3);
        outbox.begin();
        assertThat(outbox.take()).isEmpty();
        happen(3, 5);

        assertThat(names(outbox.take())).isEqualTo(names(3, 5));
    }

    @Test
    void restartGoesOnWhereTheLastOneEnded() {
        outbox.begin();
        happen(0, 2);
        outbox.delivered(outbox.take().orElseThrow());
        happen(2, 4);
        database.close();
        database = Database.open(config, clock);
        EventOutbox again = new EventOutbox(database, LEASE);
        again.begin();

        assertThat(names(again.take())).isEqualTo(names(2, 4));
    }

    @Test
    void batchesAreBoundedAndInOrder() {
        outbox.begin();
        happen(0, 250);

        for (int from : List.of(0, 100, 200)) {
            Optional<EventOutbox.Batch> batch = outbox.take();
            assertThat(names(batch)).isEqualTo(names(from, Math.min(from + 100, 250)));
            outbox.delivered(batch.orElseThrow());
        }
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void oneBatchIsUnderWayAtATimeOverAllServers() {
        outbox.begin();
        happen(0, 150);
        EventOutbox other = new EventOutbox(database, LEASE);

        EventOutbox.Batch batch = outbox.take().orElseThrow();
        assertThat(other.take()).isEmpty();
        outbox.delivered(batch);
        assertThat(names(other.take())).isEqualTo(names(100, 150));
    }

    @Test
    void batchOfADeadServerIsTakenByAnotherWhenItsLeaseLapses() {
        outbox.begin();
        happen(0, 2);
        EventOutbox.Batch lost = outbox.take().orElseThrow();
        EventOutbox other = new EventOutbox(database, LEASE);
        clock.advance(LEASE);
        EventOutbox.Batch taken = other.take().orElseThrow();
        assertThat(taken.events()).isEqualTo(lost.events());

        happen(2, 3);
        outbox.failed(lost);
        outbox.delivered(lost);
        assertThat(outbox.take()).as("the other one has it").isEmpty();
        other.delivered(taken);
        assertThat(names(other.take())).isEqualTo(names(2, 3));
    }

    @Test
    void pauseDoublesWithEachFailureUpToAMinuteAndSurvivesARestart() {
        outbox.begin();
        happen(0, 1);
        for (int seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            assertThat(outbox.failed(outbox.take().orElseThrow())).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds - 1));
            assertThat(new EventOutbox(database, LEASE).take()).isEmpty();
            clock.advance(Duration.ofSeconds(1));
        }
        outbox.delivered(outbox.take().orElseThrow());
        happen(1, 2);

        assertThat(outbox.failed(outbox.take().orElseThrow()))
                .as("after a success")
                .isEqualTo(Duration.ofSeconds(1));
    }
}
