package org.lakeome.load;

import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lakeome.load.Party.Offer;

/**
 * Shares stores of the account with the next one, and takes what the one before offers: who has accepted reads, and nobody whose
 * share has ended. The store may be deleted at any moment by the client that owns it.
 */
final class SharePart implements Part {

    /** A quota that the parties have. */
    static final int SHARES = 3;

    private static final Set<String> NONE = Set.of();

    private final Party party;
    private final Party next;
    private final Meter meter;
    private final RandomGenerator random;

    SharePart(Party party, Party next, Meter meter, RandomGenerator random) {
        this.party = party;
        this.next = next;
        this.meter = meter;
        this.random = random;
    }

    @Override
    public void act() {
        switch (random.nextInt(5)) {
            case 0, 1 -> offer();
            case 2, 3 -> Optional.ofNullable(party.inbox().poll()).ifPresent(this::answer);
            default -> Optional.ofNullable(party.accepted().poll()).ifPresent(offer -> end(offer, party));
        }
    }

    private void offer() {
        Optional<String> store = party.variantStores().any(random);
        if (store.isEmpty()) {
            return;
        }
        String arn = "arn:aws:omics:us-east-1:" + party.account() + ":variantStore/" + store.get();
        party.offers(store.get(), next).incrementAndGet();
        // It may be deleted meanwhile, and be offered already.
        meter.ask(
                        "CreateShare",
                        Set.of(
                                "ConflictException",
                                "ValidationException",
                                "ResourceNotFoundException",
                                "ServiceQuotaExceededException"),
                        () -> party.omics()
                                .createShare(create -> create.resourceArn(arn).principalSubscriber(next.account())))
                .ifPresent(share -> {
                    party.sharesOf(store.get()).add(share.shareId());
                    party.shares().there(share.shareId());
                    if (!party.variantStores().isThere(store.get())) {
                        party.shares().ending(share.shareId());
                    }
                    next.inbox().add(new Offer(share.shareId(), party, store.get()));
                });
    }

    private void answer(Offer offer) {
        if (random.nextInt(4) == 0) {
            end(offer, random.nextBoolean() ? party : offer.owner());
            return;
        }
        boolean accepted = meter.ask("AcceptShare", Set.of("ConflictException"), () -> party.omics()
                        .acceptShare(accept -> accept.shareId(offer.id())))
                .isPresent();
        Lives shares = offer.owner().shares();
        if (!accepted) {
            meter.check(!shares.isThere(offer.id()), "Share %s is there and was not accepted", offer.id());
            return;
        }
        meter.ask("GetShare", NONE, () -> party.omics().getShare(get -> get.shareId(offer.id())))
                .ifPresent(got -> meter.check(
                        got.share().statusAsString().equals("ACTIVE") || !shares.isThere(offer.id()),
                        "Share %s was accepted and is %s",
                        offer.id(),
                        got.share().statusAsString()));
        boolean read = reads(offer);
        meter.check(read || !shares.isThere(offer.id()), "Share %s was accepted and cannot be read", offer.id());
        party.accepted().add(offer);
    }

    private boolean reads(Offer offer) {
        return meter.ask("LoadTable", Set.of("404"), () -> party.routes()
                        .iceberg("/namespaces/" + offer.owner().alias() + "/tables/" + offer.store()
                                + "?snapshots=refs"))
                .isPresent();
    }

    private void end(Offer offer, Party by) {
        int offers = offer.owner().offers(offer.store(), party).get();
        offer.owner().shares().ending(offer.id());
        meter.ask("DeleteShare", NONE, () -> by.omics().deleteShare(delete -> delete.shareId(offer.id())));
        offer.owner().shares().gone(offer.id());
        boolean read = reads(offer);
        boolean offeredAgain = offer.owner().offers(offer.store(), party).get() > offers;
        boolean othersLive = offer.owner().sharesOf(offer.store()).stream()
                .anyMatch(other ->
                        !other.equals(offer.id()) && offer.owner().shares().isThere(other));
        meter.check(!read || offeredAgain || othersLive, "Share %s has ended and can be read", offer.id());
    }
}
