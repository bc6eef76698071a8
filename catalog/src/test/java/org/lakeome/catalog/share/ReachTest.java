package org.lakeome.catalog.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.TestCatalog;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.ShareId;

/**
 * Whatever accounts try in whatever order, each reads its own stores and those whose owner has offered them to it and
 * that it has accepted, until either ends it; nothing else ever widens what an account can read.
 */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
class ReachTest {

    private static final int STEPS = 250;

    @TempDir
    Path folder;

    private final Databases.Kind kind;

    ReachTest(Databases.Kind kind) {
        this.kind = kind;
    }

    /** What the test knows of a share that it made. */
    private record Offer(ShareId id, String owner, String store, String subscriber) {}

    @Test
    void nobodyReadsMoreThanWasOfferedAndAccepted() {
        long seed = new Random().nextLong();
        System.out.println("ReachTest seed " + seed);
        Random random = new Random(seed);
        try (TestCatalog catalog = new TestCatalog(kind, folder)) {
            Map<String, Caller.User> accounts =
                    Map.of("alice", catalog.alice, "bob", catalog.bob, "carol", catalog.carol);
            List<String> aliases = List.of("alice", "bob", "carol");
            aliases.forEach(
                    alias -> List.of("exomes", "genomes").forEach(store -> catalog.store(accounts.get(alias), store)));
            List<Offer> offers = new ArrayList<>();
            Set<ShareId> accepted = new HashSet<>();
            AtomicInteger accepts = new AtomicInteger();

            // A seed may take its time until an offer meets the one who may accept it.
            for (int step = 0; step < STEPS || accepts.get() == 0 && step < 100 * STEPS; step++) {
                Caller.User actor = accounts.get(pick(random, aliases));
                String owner = pick(random, aliases);
                String store = pick(random, List.of("exomes", "genomes"));
                String subscriber = pick(random, aliases);
                switch (random.nextInt(3)) {
                    case 0 ->
                        attempt(() -> catalog.shares.create(
                                        catalog.authorizer.require(
                                                actor,
                                                Operation.SHARE_STORE,
                                                TestCatalog.target(accounts.get(owner), store)),
                                        accounts.get(subscriber).account().value(),
                                        Optional.empty()))
                                .ifPresent(share -> {
                                    assertThat(actor).as("seed " + seed).isEqualTo(accounts.get(owner));
                                    offers.add(new Offer(share.id(), owner, store, subscriber));
                                });
                    case 1 -> {
                        if (!offers.isEmpty()) {
                            Offer offer = pick(random, offers.subList(Math.max(0, offers.size() - 6), offers.size()));
                            attempt(() -> catalog.accept(actor, offer.id())).ifPresent(status -> {
                                assertThat(actor).as("seed " + seed).isEqualTo(accounts.get(offer.subscriber()));
                                accepted.add(offer.id());
                                accepts.incrementAndGet();
                            });
                        }
                    }
                    case 2 -> {
                        if (!offers.isEmpty()) {
                            Offer offer = pick(random, offers.subList(Math.max(0, offers.size() - 6), offers.size()));
                            attempt(() -> catalog.end(actor, offer.id())).ifPresent(status -> {
                                assertThat(actor)
                                        .as("seed " + seed)
                                        .isIn(accounts.get(offer.subscriber()), accounts.get(offer.owner()));
                                accepted.remove(offer.id());
                            });
                        }
                    }
                    default -> throw new IllegalStateException();
                }
                for (String reader : aliases) {
                    Set<String> expected = new HashSet<>(Set.of(reader + ".exomes", reader + ".genomes"));
                    offers.stream()
                            .filter(offer -> offer.subscriber().equals(reader) && accepted.contains(offer.id()))
                            .forEach(offer -> expected.add(offer.owner() + "." + offer.store()));
                    assertThat(catalog.authorizer.visibleTables(accounts.get(reader)))
                            .as("seed " + seed + ", step " + step + ", reader " + reader)
                            .extracting(ReachTest::table)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
            assertThat(accepts).as("seed " + seed).hasPositiveValue();
        }
    }

    private interface Attempt<T> {
        T get();
    }

    private static <T> Optional<T> attempt(Attempt<T> attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (ApiError refused) {
            return Optional.empty();
        }
    }

    private static String table(Resource.Table table) {
        return table.namespace() + "." + table.name();
    }

    private static <T> T pick(Random random, List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
