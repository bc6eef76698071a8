package org.lakeome.load;

import java.util.Map;
import java.util.Set;

/** All clients of an account make a store of the same name: one gets it. */
final class RacePart implements Part {

    private static final String NAME = "race";

    private final Party party;
    private final Meter meter;
    private final StoreCalls calls;

    RacePart(Party party, Meter meter) {
        this.party = party;
        this.meter = meter;
        this.calls = new VariantCalls(party);
    }

    @Override
    public void act() {
        boolean won = meter.ask(
                        "CreateVariantStore", Set.of("ConflictException", "ServiceQuotaExceededException"), () -> {
                            calls.create(NAME, Map.of());
                            return NAME;
                        })
                .isPresent();
        if (won) {
            meter.check(party.racing().incrementAndGet() == 1, "Two clients of %s made one store", party.alias());
            Patience.until(meter, "the race's store to be ACTIVE", StorePart.PATIENCE, () -> meter.ask(
                            "GetVariantStore", Set.of(), () -> calls.get(NAME))
                    .filter(got -> got.status().equals("ACTIVE"))
                    .isPresent());
            party.racing().decrementAndGet();
            meter.ask("DeleteVariantStore", Set.of(), () -> {
                calls.delete(NAME, true);
                return NAME;
            });
        }
    }
}
