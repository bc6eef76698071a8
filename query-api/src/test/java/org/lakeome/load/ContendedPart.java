package org.lakeome.load;

import java.util.random.RandomGenerator;

/** What one client does to the resources that all clients of its account write. */
final class ContendedPart implements Part {

    private final Party party;
    private final RandomGenerator random;
    private final int client;
    private final Jobs variants;
    private final Jobs annotations;

    ContendedPart(Party party, Meter meter, RandomGenerator random, int client) {
        this.party = party;
        this.random = random;
        this.client = client;
        this.variants = new Jobs(party, new VariantCalls(party), meter);
        this.annotations = new Jobs(party, new AnnotationCalls(party), meter);
    }

    @Override
    public void act() {
        Contended resource =
                party.contended().get(random.nextInt(party.contended().size()));
        Jobs jobs = random.nextBoolean() ? variants : annotations;
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> resource.describe(client);
            case 3, 4 -> resource.tag(client);
            case 5, 6 -> resource.look();
            case 7 -> jobs.start(jobs == variants ? Party.VARIANTS : Party.ANNOTATIONS);
            case 8 -> jobs.cancelAny(random);
            default -> jobs.lookAtAny(random);
        }
    }

    @Override
    public void clear() {
        variants.awaitAll();
        annotations.awaitAll();
    }
}
