package org.lakeome.load;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lakeome.load.StoreCalls.StoreView;

/**
 * A resource that many clients write at the same time. The description is the last that one of them wrote, and each has a tag of
 * its own, which the others' writing must not undo. Thread-safe.
 */
final class Contended {

    private static final Set<String> NONE = Set.of();

    private final Party party;
    private final Meter meter;
    private final String what;
    private final Function<String, String> describe;
    private final Supplier<StoreView> get;
    private final Map<Integer, Mark> descriptions = new ConcurrentHashMap<>();
    private final Map<Integer, Mark> tags = new ConcurrentHashMap<>();

    /** @param what as the operations are named: "VariantStore" */
    Contended(Party party, Meter meter, String what, Function<String, String> describe, Supplier<StoreView> get) {
        this.party = party;
        this.meter = meter;
        this.what = what;
        this.describe = describe;
        this.get = get;
    }

    void describe(int client) {
        Mark mark = descriptions.computeIfAbsent(client, _ -> new Mark());
        long next = mark.next();
        String text = client + ":" + next;
        meter.ask("Update" + what, NONE, () -> describe.apply(text)).ifPresent(answered -> {
            mark.acknowledge(next);
            meter.check(answered.equals(text), "%s was described %s, answered %s", what, text, answered);
        });
    }

    void tag(int client) {
        Mark mark = tags.computeIfAbsent(client, _ -> new Mark());
        long next = mark.next();
        String arn = get().map(StoreView::arn).orElseThrow();
        meter.ask("TagResource", NONE, () -> party.omics()
                        .tagResource(tag -> tag.resourceArn(arn).tags(Map.of("c" + client, "" + next))))
                .ifPresent(_ -> mark.acknowledge(next));
    }

    private Optional<StoreView> get() {
        return meter.ask("Get" + what, NONE, get);
    }

    void look() {
        Map<Integer, Long> described = floors(descriptions);
        Map<Integer, Long> tagged = floors(tags);
        get().ifPresent(seen -> {
            if (!seen.description().isEmpty()) {
                String[] words = seen.description().split(":");
                int client = Integer.parseInt(words[0]);
                check("description", client, Long.parseLong(words[1]), described, descriptions);
            }
            tags.keySet()
                    .forEach(client -> check(
                            "tag", client, Long.parseLong(seen.tags().getOrDefault("c" + client, "0")), tagged, tags));
        });
    }

    private static Map<Integer, Long> floors(Map<Integer, Mark> marks) {
        Map<Integer, Long> floors = new ConcurrentHashMap<>();
        marks.forEach((client, mark) -> floors.put(client, mark.floor()));
        return floors;
    }

    private void check(String part, int client, long read, Map<Integer, Long> floors, Map<Integer, Mark> marks) {
        long floor = floors.getOrDefault(client, 0L);
        long ceiling = marks.get(client).ceiling();
        meter.check(
                read >= floor && read <= ceiling,
                "%s of %s, %s of client %d: read %d, written %d to %d",
                what,
                party.alias(),
                part,
                client,
                read,
                floor,
                ceiling);
    }
}
