package org.lakeome.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lakeome.load.StoreCalls.Page;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.omics.model.ResourceOwner;

/** Lists, while others make and delete what is listed, and our own routes. */
final class ListPart implements Part {

    private static final Set<String> NONE = Set.of();

    private final Party party;
    private final Meter meter;
    private final RandomGenerator random;
    private final List<StoreCalls> kinds;

    ListPart(Party party, Meter meter, RandomGenerator random) {
        this.party = party;
        this.meter = meter;
        this.random = random;
        this.kinds = List.of(new VariantCalls(party), new AnnotationCalls(party));
    }

    @Override
    public void act() {
        StoreCalls kind = kinds.get(random.nextInt(2));
        Paging paging = new Paging(meter);
        switch (random.nextInt(12)) {
            case 0, 1 -> paging.check("List" + kind.kind() + "Stores", kind.stores(), next -> kind.list(size(3), next));
            case 2 -> paging.check("List" + kind.kind() + "ImportJobs", kind.jobs(), next -> kind.listJobs(100, next));
            case 3, 4 -> paging.check("ListShares", party.shares(), next -> shares(ResourceOwner.SELF, next));
            case 5 -> meter.ask("ListShares", NONE, () -> shares(ResourceOwner.OTHER, null));
            case 6 -> references();
            case 7 -> tables();
            case 8 -> meter.ask("IssueToken", NONE, party.routes()::signIn);
            case 9 -> meter.ask("Iceberg namespaces", NONE, () -> party.routes().iceberg("/namespaces"));
            case 10 -> upkeep(SdkHttpMethod.GET, Map.of());
            default -> upkeep(SdkHttpMethod.POST, random.nextInt(4) == 0 ? Map.of() : Map.of("plan", "true"));
        }
    }

    private int size(int most) {
        return 1 + random.nextInt(most);
    }

    private Page shares(ResourceOwner owner, String next) {
        var page = party.omics()
                .listShares(
                        list -> list.resourceOwner(owner).maxResults(size(7)).nextToken(next));
        return new Page(page.shares().stream().map(item -> item.shareId()).toList(), page.nextToken());
    }

    private void references() {
        String reference = party.reference();
        String store = reference.replaceAll(".*referenceStore/|/reference/.*", "");
        meter.ask("ListReferenceStores", NONE, () -> party.omics().listReferenceStores(list -> list.maxResults(1)));
        meter.ask("ListReferences", NONE, () -> party.omics().listReferences(list -> list.referenceStoreId(store)))
                .ifPresent(page -> meter.check(page.references().size() == 1, "References are %s", page.references()));
        Map<String, String> tag = Map.of("r" + random.nextInt(4), "" + random.nextInt(100));
        meter.ask("TagResource", NONE, () -> party.omics()
                .tagResource(request -> request.resourceArn(reference).tags(tag)));
        meter.ask("ListTagsForResource", NONE, () -> party.omics()
                        .listTagsForResource(list -> list.resourceArn(reference)))
                .ifPresent(read -> meter.check(
                        read.tags().keySet().containsAll(tag.keySet()), "Tagged %s, read %s", tag, read.tags()));
    }

    /** As an SQL engine sees them. */
    private void tables() {
        Lives.Before before = party.variantStores().before();
        meter.ask("Iceberg tables", NONE, () -> party.routes().iceberg("/namespaces/" + party.alias() + "/tables"))
                .ifPresent(answer -> {
                    List<String> names = new ArrayList<>();
                    for (JsonNode table : answer.path("identifiers")) {
                        names.add(table.path("name").asText());
                    }
                    before.wrongIn(names).ifPresent(wrong -> meter.fault("The Iceberg catalog tells " + wrong));
                });
    }

    private void upkeep(SdkHttpMethod method, Map<String, String> parameters) {
        meter.ask(method == SdkHttpMethod.GET ? "ListUpkeep" : "StartUpkeep", Set.of("409"), () -> party.routes()
                .signed(method, "/lakeome/stores/" + Party.VARIANTS + "/upkeep", parameters));
    }
}
