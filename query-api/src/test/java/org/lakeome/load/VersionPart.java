package org.lakeome.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreVersionResponse;
import software.amazon.awssdk.services.omics.model.StoreStatus;

/** One client's own annotation store and the versions that it alone makes and deletes. */
final class VersionPart implements Part {

    static final int VERSIONS = 4;
    private static final Set<String> NONE = Set.of();

    private final Party party;
    private final Meter meter;
    private final RandomGenerator random;
    private final String store;
    private final Jobs jobs;
    private final Lives lives = new Lives();
    private final List<String> versions = new ArrayList<>();
    private boolean made;
    private int count;

    VersionPart(Party party, Meter meter, RandomGenerator random, String prefix) {
        this.party = party;
        this.meter = meter;
        this.random = random;
        this.store = prefix + "n";
        this.jobs = new Jobs(party, new AnnotationCalls(party), meter);
    }

    @Override
    public void act() {
        if (!made) {
            makeStore();
            return;
        }
        String any = versions.isEmpty() ? store : versions.get(random.nextInt(versions.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> create();
            case 2, 3 -> describe(any);
            case 4 -> tag(any);
            case 5 -> list();
            case 6 -> jobs.start(table(any));
            case 7, 8 -> jobs.lookAtAny(random);
            default -> {
                if (!versions.isEmpty()) {
                    delete(any, random.nextBoolean());
                }
            }
        }
    }

    private String table(String version) {
        return version.equals(store) ? store : store + "__" + version;
    }

    private void makeStore() {
        made = meter.ask("CreateAnnotationStore", Set.of("ServiceQuotaExceededException"), () -> {
                    new AnnotationCalls(party).create(store, Map.of());
                    return store;
                })
                .isPresent();
        if (made) {
            Patience.until(meter, store + " to be ACTIVE", StorePart.PATIENCE, () -> get(store)
                    .filter(got -> got.statusAsString().equals("ACTIVE"))
                    .isPresent());
            lives.there(store);
        }
    }

    private Optional<GetAnnotationStoreVersionResponse> get(String version) {
        return meter.ask("GetAnnotationStoreVersion", NONE, () -> party.omics()
                .getAnnotationStoreVersion(get -> get.name(store).versionName(version)));
    }

    private void create() {
        String version = "ver" + count++;
        boolean created = meter.ask(
                        "CreateAnnotationStoreVersion", Set.of("ServiceQuotaExceededException"), () -> party.omics()
                                .createAnnotationStoreVersion(
                                        create -> create.name(store).versionName(version)))
                .isPresent();
        meter.check(
                created == versions.size() + 1 < VERSIONS,
                "%s has %d versions and one more was made: %s",
                store,
                versions.size() + 1,
                created);
        if (created) {
            Patience.until(meter, version + " to be ACTIVE", StorePart.PATIENCE, () -> get(version)
                    .filter(got -> got.statusAsString().equals("ACTIVE"))
                    .isPresent());
            versions.add(version);
            lives.there(version);
        }
    }

    private void describe(String version) {
        String text = "text " + random.nextInt(1000);
        meter.ask("UpdateAnnotationStoreVersion", NONE, () -> party.omics()
                .updateAnnotationStoreVersion(
                        update -> update.name(store).versionName(version).description(text)));
        get(version)
                .ifPresent(got -> meter.check(
                        got.description().equals(text),
                        "%s of %s was described %s, read %s",
                        version,
                        store,
                        text,
                        got.description()));
    }

    private void tag(String version) {
        get(version).ifPresent(got -> {
            String value = "" + random.nextInt(1000);
            meter.ask("TagResource", NONE, () -> party.omics()
                    .tagResource(tag -> tag.resourceArn(got.versionArn()).tags(Map.of("k", value))));
            meter.ask("ListTagsForResource", NONE, () -> party.omics()
                            .listTagsForResource(list -> list.resourceArn(got.versionArn())))
                    .ifPresent(read -> meter.check(
                            value.equals(read.tags().get("k")),
                            "%s was tagged %s, read %s",
                            version,
                            value,
                            read.tags()));
        });
    }

    private void list() {
        new Paging(meter).check("ListAnnotationStoreVersions", lives, next -> {
            var page = party.omics()
                    .listAnnotationStoreVersions(
                            list -> list.name(store).maxResults(2).nextToken(next));
            return new StoreCalls.Page(
                    page.annotationStoreVersions().stream()
                            .map(item -> item.versionName())
                            .toList(),
                    page.nextToken());
        });
    }

    private void delete(String version, boolean force) {
        lives.ending(version);
        meter.ask("DeleteAnnotationStoreVersions", NONE, () -> party.omics()
                        .deleteAnnotationStoreVersions(delete ->
                                delete.name(store).versions(version, "absent").force(force)))
                .ifPresent(answer -> {
                    List<String> refused = answer.errors().stream()
                            .map(error -> error.versionName())
                            .toList();
                    meter.check(refused.contains("absent"), "An absent version was deleted: %s", refused);
                    meter.check(!force || refused.size() == 1, "Not deleted with force: %s", refused);
                    if (refused.contains(version)) {
                        lives.there(version);
                        return;
                    }
                    versions.remove(version);
                    jobs.requireEnded(table(version));
                    Patience.until(meter, version + " to be gone", StorePart.PATIENCE, () -> meter.ask(
                                    "GetAnnotationStoreVersion",
                                    Set.of("ResourceNotFoundException"),
                                    () -> party.omics().getAnnotationStoreVersion(get -> get.name(store)
                                            .versionName(version)))
                            .isEmpty());
                    lives.gone(version);
                });
    }

    @Override
    public void clear() {
        jobs.awaitAll();
        for (String version : List.copyOf(versions)) {
            jobs.checkRows(table(version));
            delete(version, true);
        }
        if (made) {
            meter.ask("DeleteAnnotationStore", NONE, () -> party.omics()
                            .deleteAnnotationStore(delete -> delete.name(store).force(true)))
                    .ifPresent(answer -> meter.check(
                            answer.status() == StoreStatus.DELETING, "Deleted store is %s", answer.status()));
            Patience.until(meter, store + " to be gone", StorePart.PATIENCE, () -> meter.ask(
                            "GetAnnotationStore", Set.of("ResourceNotFoundException"), () -> party.omics()
                                    .getAnnotationStore(get -> get.name(store)))
                    .isEmpty());
        }
    }
}
