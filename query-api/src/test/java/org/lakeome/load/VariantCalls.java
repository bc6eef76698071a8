package org.lakeome.load;

import java.util.Map;
import software.amazon.awssdk.services.omics.model.ReferenceItem;

record VariantCalls(Party party) implements StoreCalls {

    @Override
    public String kind() {
        return "Variant";
    }

    @Override
    public Lives stores() {
        return party.variantStores();
    }

    @Override
    public Lives jobs() {
        return party.variantJobs();
    }

    @Override
    public void create(String name, Map<String, String> tags) {
        party.omics().createVariantStore(create -> create.name(name)
                .reference(ReferenceItem.fromReferenceArn(party.reference()))
                .tags(tags));
    }

    @Override
    public StoreView get(String name) {
        var got = party.omics().getVariantStore(get -> get.name(name));
        return new StoreView(got.storeArn(), got.statusAsString(), got.description(), got.tags());
    }

    @Override
    public String update(String name, String description) {
        return party.omics()
                .updateVariantStore(update -> update.name(name).description(description))
                .description();
    }

    @Override
    public void delete(String name, boolean force) {
        party.omics().deleteVariantStore(delete -> delete.name(name).force(force));
    }

    @Override
    public Page list(int size, String next) {
        var page = party.omics().listVariantStores(list -> list.maxResults(size).nextToken(next));
        return new Page(page.variantStores().stream().map(item -> item.name()).toList(), page.nextToken());
    }

    @Override
    public String start(String store) {
        return party.omics()
                .startVariantImportJob(start ->
                        start.destinationName(store).roleArn(party.role()).items(item -> item.source(party.source())))
                .jobId();
    }

    @Override
    public JobView job(String id) {
        var job = party.omics().getVariantImportJob(get -> get.jobId(id));
        return new JobView(job.statusAsString(), job.completionTime() != null);
    }

    @Override
    public void cancel(String id) {
        party.omics().cancelVariantImportJob(cancel -> cancel.jobId(id));
    }

    @Override
    public Page listJobs(int size, String next) {
        var page = party.omics()
                .listVariantImportJobs(list -> list.maxResults(size).nextToken(next));
        return new Page(page.variantImportJobs().stream().map(item -> item.id()).toList(), page.nextToken());
    }
}
