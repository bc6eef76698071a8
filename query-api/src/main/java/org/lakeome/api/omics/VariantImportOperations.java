package org.lakeome.api.omics;

import java.util.Optional;
import org.lakeome.api.wire.Operations;
import org.lakeome.api.wire.OwnHeaders;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.job.ImportFilter;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.JobStatus;
import org.lakeome.catalog.job.NewImport;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import software.amazon.awssdk.services.omics.model.CancelVariantImportJobRequest;
import software.amazon.awssdk.services.omics.model.CancelVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobRequest;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.ListVariantImportJobsFilter;
import software.amazon.awssdk.services.omics.model.ListVariantImportJobsRequest;
import software.amazon.awssdk.services.omics.model.ListVariantImportJobsResponse;
import software.amazon.awssdk.services.omics.model.StartVariantImportJobRequest;
import software.amazon.awssdk.services.omics.model.StartVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.VariantImportItemDetail;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;
import software.amazon.awssdk.services.omics.model.VariantImportJobItem;

/** The variant import operations of the AWS API. */
public final class VariantImportOperations {

    private final Authorizer authorizer;
    private final Imports imports;

    public VariantImportOperations(Authorizer authorizer, Imports imports) {
        this.authorizer = authorizer;
        this.imports = imports;
    }

    public void addTo(Operations operations) {
        operations
                .on(StartVariantImportJobRequest.class, this::start)
                .on(GetVariantImportJobRequest.class, this::get)
                .on(ListVariantImportJobsRequest.class, this::list)
                .on(CancelVariantImportJobRequest.class, this::cancel);
    }

    private StartVariantImportJobResponse start(Caller.User caller, StartVariantImportJobRequest request) {
        var store = authorizer.require(
                caller,
                Operation.IMPORT,
                Target.store(caller.account(), StoreKind.VARIANT, new StoreName(request.destinationName())));
        JobId job = imports.start(
                store,
                NewImport.ofVariants(
                                request.roleArn(),
                                request.items().stream()
                                        .map(VariantImportItemSource::source)
                                        .toList(),
                                Boolean.TRUE.equals(request.runLeftNormalization()),
                                request.annotationFields())
                        .withAgain(OwnHeaders.again(request)));
        return StartVariantImportJobResponse.builder().jobId(job.value()).build();
    }

    private GetVariantImportJobResponse get(Caller.User caller, GetVariantImportJobRequest request) {
        ImportJob job = imports.find(authorizer.require(
                caller, Operation.DESCRIBE_JOB, Target.job(StoreKind.VARIANT, new JobId(request.jobId()))));
        return GetVariantImportJobResponse.builder()
                .id(job.id().value())
                .destinationName(job.destination().value())
                .roleArn(job.roleArn())
                .status(job.status().name())
                .statusMessage(job.statusMessage())
                .creationTime(job.created())
                .updateTime(job.updated())
                .completionTime(job.completed().orElse(null))
                .items(job.items().stream().map(VariantImportOperations::detail).toList())
                .runLeftNormalization(job.leftNormalize())
                .annotationFields(job.annotationFields())
                .build();
    }

    private ListVariantImportJobsResponse list(Caller.User caller, ListVariantImportJobsRequest request) {
        Optional<ListVariantImportJobsFilter> given = Optional.ofNullable(request.filter());
        ImportFilter filter = new ImportFilter(
                request.ids(),
                given.map(ListVariantImportJobsFilter::statusAsString).map(JobStatus::valueOf),
                given.map(ListVariantImportJobsFilter::storeName));
        Page<VariantImportJobItem> page = imports.list(
                        caller, StoreKind.VARIANT, filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(VariantImportOperations::item);
        return ListVariantImportJobsResponse.builder()
                .variantImportJobs(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private CancelVariantImportJobResponse cancel(Caller.User caller, CancelVariantImportJobRequest request) {
        imports.cancel(authorizer.require(
                caller, Operation.CANCEL_JOB, Target.job(StoreKind.VARIANT, new JobId(request.jobId()))));
        return CancelVariantImportJobResponse.builder().build();
    }

    private static VariantImportItemDetail detail(ImportJob.Item item) {
        return VariantImportItemDetail.builder()
                .source(item.source())
                .jobStatus(item.status().name())
                .statusMessage(item.statusMessage())
                .build();
    }

    private static VariantImportJobItem item(ImportJob job) {
        return VariantImportJobItem.builder()
                .id(job.id().value())
                .destinationName(job.destination().value())
                .roleArn(job.roleArn())
                .status(job.status().name())
                .creationTime(job.created())
                .updateTime(job.updated())
                .completionTime(job.completed().orElse(null))
                .runLeftNormalization(job.leftNormalize())
                .annotationFields(job.annotationFields())
                .build();
    }
}
