package org.lakeome.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lakeome.load.StoreCalls.StoreView;
import software.amazon.awssdk.http.SdkHttpMethod;

/** One client's own stores of one kind: it alone changes them, so that each reading must give what it wrote last. */
final class StorePart implements Part {

    /** A quota that the parties have; an account's clients together want more. */
    static final int STORES = 12;

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OWN = 3;
    private static final Set<String> NONE = Set.of();

    record Own(String name, String arn, Map<String, String> tags) {}

    private final Party party;
    private final StoreCalls calls;
    private final Meter meter;
    private final RandomGenerator random;
    private final String prefix;
    private final Jobs jobs;
    private final List<Own> own = new ArrayList<>();
    private int made;

    StorePart(Party party, StoreCalls calls, Meter meter, RandomGenerator random, String prefix) {
        this.party = party;
        this.calls = calls;
        this.meter = meter;
        this.random = random;
        this.prefix = prefix;
        this.jobs = new Jobs(party, calls, meter);
    }

    @Override
    public void act() {
        if (own.isEmpty() || own.size() < OWN && random.nextInt(10) == 0) {
            create();
            return;
        }
        Own store = own.get(random.nextInt(own.size()));
        switch (random.nextInt(20)) {
            case 0 -> delete(store, random.nextBoolean());
            case 1, 2, 3, 4 -> describe(store);
            case 5, 6, 7 -> tag(store);
            case 8, 9 -> untag(store);
            case 10, 11 -> jobs.start(store.name());
            case 12 -> jobs.cancelAny(random);
            case 13, 14, 15 -> jobs.lookAtAny(random);
            default -> lookAtAny();
        }
    }

    private String operation(String verb) {
        return verb + calls.kind() + "Store";
    }

    private void create() {
        String name = prefix + made++;
        Map<String, String> tags = Map.of("made", name);
        party.descriptions().put(name, new Mark());
        boolean created = meter.ask(operation("Create"), Set.of("ServiceQuotaExceededException"), () -> {
                    calls.create(name, tags);
                    return name;
                })
                .isPresent();
        if (!created) {
            return;
        }
        meter.check(calls.stores().count() < STORES, "%s: more stores than the quota", name);
        Patience.until(meter, name + " to be ACTIVE", PATIENCE, () -> get(name)
                .status()
                .equals("ACTIVE"));
        StoreView got = get(name);
        meter.check(got.tags().equals(tags), "%s was made with tags %s and has %s", name, tags, got.tags());
        own.add(new Own(name, got.arn(), new HashMap<>(tags)));
        calls.stores().there(name);
    }

    private StoreView get(String name) {
        return meter.ask(operation("Get"), NONE, () -> calls.get(name)).orElse(new StoreView("", "", "", Map.of()));
    }

    private void describe(Own store) {
        Mark mark = party.descriptions().get(store.name());
        long next = mark.next();
        String text = "d" + next;
        meter.ask(operation("Update"), NONE, () -> calls.update(store.name(), text))
                .ifPresent(answered -> {
                    mark.acknowledge(next);
                    meter.check(
                            answered.equals(text), "%s was described %s, answered %s", store.name(), text, answered);
                    String read = get(store.name()).description();
                    meter.check(read.equals(text), "%s was described %s, read %s", store.name(), text, read);
                });
    }

    private void tag(Own store) {
        Map<String, String> tags = Map.of("k" + random.nextInt(8), "v" + random.nextInt(1000));
        meter.ask("TagResource", NONE, () -> party.omics()
                        .tagResource(tag -> tag.resourceArn(store.arn()).tags(tags)))
                .ifPresent(_ -> store.tags().putAll(tags));
        checkTags(store);
    }

    private void untag(Own store) {
        String key = "k" + random.nextInt(8);
        meter.ask("UntagResource", NONE, () -> party.omics()
                        .untagResource(untag -> untag.resourceArn(store.arn()).tagKeys(key)))
                .ifPresent(_ -> store.tags().remove(key));
        checkTags(store);
    }

    private void checkTags(Own store) {
        meter.ask("ListTagsForResource", NONE, () -> party.omics()
                        .listTagsForResource(list -> list.resourceArn(store.arn())))
                .ifPresent(read -> meter.check(
                        read.tags().equals(store.tags()),
                        "%s was tagged %s, read %s",
                        store.name(),
                        store.tags(),
                        read.tags()));
    }

    /** A store of the account, maybe of another client, which may be deleting it. */
    private void lookAtAny() {
        Optional<String> any = calls.stores().any(random).filter(party.descriptions()::containsKey);
        if (any.isEmpty()) {
            return;
        }
        Mark mark = party.descriptions().get(any.get());
        long floor = mark.floor();
        meter.ask(operation("Get"), Set.of("ResourceNotFoundException"), () -> calls.get(any.get()))
                .ifPresentOrElse(
                        got -> {
                            long read = got.description().isEmpty()
                                    ? 0
                                    : Long.parseLong(got.description().substring(1));
                            long ceiling = mark.ceiling();
                            meter.check(
                                    read >= floor && read <= ceiling,
                                    "%s read %d, written %d to %d",
                                    any.get(),
                                    read,
                                    floor,
                                    ceiling);
                        },
                        () -> meter.check(
                                !calls.stores().isThere(any.get()), "%s is there and was not found", any.get()));
    }

    private void delete(Own store, boolean force) {
        String name = store.name();
        calls.stores().ending(name);
        party.sharesOf(name).forEach(party.shares()::ending);
        boolean deleted = meter.ask(operation("Delete"), force ? NONE : Set.of("ConflictException"), () -> {
                    calls.delete(name, force);
                    return name;
                })
                .isPresent();
        if (!deleted) {
            meter.check(get(name).status().equals("ACTIVE"), "%s was refused deletion and is not ACTIVE", name);
            calls.stores().there(name);
            return;
        }
        own.remove(store);
        jobs.requireEnded(name);
        Patience.until(meter, name + " to be gone", PATIENCE, () -> meter.ask(
                        operation("Get"), Set.of("ResourceNotFoundException"), () -> calls.get(name))
                .filter(got -> isStillThere(name, got))
                .isEmpty());
        calls.stores().gone(name);
        checkEvents(name);
        party.sharesOf(name).forEach(party.shares()::gone);
    }

    /** The log of the account has what became of the store, once each and in order. */
    private void checkEvents(String name) {
        meter.ask("ListEvents", NONE, () -> party.routes()
                        .signed(SdkHttpMethod.GET, "/lakeome/events", Map.of("store", name, "limit", "1000")))
                .ifPresent(log -> {
                    List<String> told = new ArrayList<>();
                    for (JsonNode event : log.path("events")) {
                        if (event.path("detail-type").asText().equals(calls.kind() + " Store Status Change")) {
                            told.add(event.path("detail").path("status").asText());
                        }
                    }
                    List<String> happened = new ArrayList<>(List.of("CREATING", "CREATED"));
                    happened.addAll(Collections.nCopies(
                            (int) party.descriptions().get(name).floor(), "UPDATED"));
                    happened.addAll(List.of("DELETING", "DELETED"));
                    meter.check(told.equals(happened), "The events of %s are %s and not %s", name, told, happened);
                });
    }

    private boolean isStillThere(String name, StoreView got) {
        meter.check(got.status().equals("DELETING"), "%s was deleted and is %s", name, got.status());
        return true;
    }

    @Override
    public void clear() {
        jobs.awaitAll();
        for (Own store : List.copyOf(own)) {
            jobs.checkRows(store.name());
            delete(store, true);
        }
    }
}
