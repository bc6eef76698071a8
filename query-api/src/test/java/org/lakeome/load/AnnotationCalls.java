package org.lakeome.load;

import java.util.Map;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.StoreFormat;

record AnnotationCalls(Party party) implements StoreCalls {

    @Override
    public String kind() {
        return "Annotation";
    }

    @Override
    public Lives stores() {
        return party.annotationStores();
    }

    @Override
    public Lives jobs() {
        return party.annotationJobs();
    }

    @Override
    public void create(String name, Map<String, String> tags) {
        party.omics().createAnnotationStore(create -> create.name(name)
                .storeFormat(StoreFormat.VCF)
                .reference(ReferenceItem.fromReferenceArn(party.reference()))
                .tags(tags));
    }

    @Override
    public StoreView get(String name) {
        var got = party.omics().getAnnotationStore(get -> get.name(name));
        return new StoreView(got.storeArn(), got.statusAsString(), got.description(), got.tags());
    }

    @Override
    public String update(String name, String description) {
        return party.omics()
                .updateAnnotationStore(update -> update.name(name).description(description))
                .description();
    }

    @Override
    public void delete(String name, boolean force) {
        party.omics().deleteAnnotationStore(delete -> delete.name(name).force(force));
    }

    @Override
    public Page list(int size, String next) {
        var page =
                party.omics().listAnnotationStores(list -> list.maxResults(size).nextToken(next));
        return new Page(
                page.annotationStores().stream().map(item -> item.name()).toList(), page.nextToken());
    }

    /** @param table as Trino calls it: {@code store__version}, or the store for its first version */
    @Override
    public String start(String table) {
        String[] names = table.split("__", 2);
        return party.omics()
                .startAnnotationImportJob(start -> start.destinationName(names[0])
                        .versionName(names.length == 1 ? null : names[1])
                        .roleArn(party.role())
                        .items(item -> item.source(party.source())))
                .jobId();
    }

    @Override
    public JobView job(String id) {
        var job = party.omics().getAnnotationImportJob(get -> get.jobId(id));
        return new JobView(job.statusAsString(), job.completionTime() != null);
    }

    @Override
    public void cancel(String id) {
        party.omics().cancelAnnotationImportJob(cancel -> cancel.jobId(id));
    }

    @Override
    public Page listJobs(int size, String next) {
        var page = party.omics()
                .listAnnotationImportJobs(list -> list.maxResults(size).nextToken(next));
        return new Page(
                page.annotationImportJobs().stream().map(item -> item.id()).toList(), page.nextToken());
    }
}
