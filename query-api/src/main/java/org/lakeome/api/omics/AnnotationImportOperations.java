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
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.job.ImportFilter;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.JobStatus;
import org.lakeome.catalog.job.NewImport;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import software.amazon.awssdk.services.omics.model.AnnotationImportItemDetail;
import software.amazon.awssdk.services.omics.model.AnnotationImportItemSource;
import software.amazon.awssdk.services.omics.model.AnnotationImportJobItem;
import software.amazon.awssdk.services.omics.model.CancelAnnotationImportJobRequest;
import software.amazon.awssdk.services.omics.model.CancelAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobRequest;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.ListAnnotationImportJobsFilter;
import software.amazon.awssdk.services.omics.model.ListAnnotationImportJobsRequest;
import software.amazon.awssdk.services.omics.model.ListAnnotationImportJobsResponse;
import software.amazon.awssdk.services.omics.model.StartAnnotationImportJobRequest;
import software.amazon.awssdk.services.omics.model.StartAnnotationImportJobResponse;

/** The annotation import operations of the AWS API. */
public final class AnnotationImportOperations {

    private final Authorizer authorizer;
    private final Imports imports;

    public AnnotationImportOperations(Authorizer authorizer, Imports imports) {
        this.authorizer = authorizer;
        this.imports = imports;
    }

    public void addTo(Operations operations) {
        operations
                .on(StartAnnotationImportJobRequest.class, this::start)
                .on(GetAnnotationImportJobRequest.class, this::get)
                .on(ListAnnotationImportJobsRequest.class, this::list)
                .on(CancelAnnotationImportJobRequest.class, this::cancel);
    }

    private StartAnnotationImportJobResponse start(Caller.User caller, StartAnnotationImportJobRequest request) {
        StoreName store = new StoreName(request.destinationName());
        JobId job = imports.start(
                authorizer.require(
                        caller, Operation.IMPORT, Target.store(caller.account(), StoreKind.ANNOTATION, store)),
                new NewImport(
                        request.roleArn(),
                        request.items().stream()
                                .map(AnnotationImportItemSource::source)
                                .toList(),
                        Optional.ofNullable(request.versionName()).map(VersionName::new),
                        FormatMembers.given(request.formatOptions()),
                        Boolean.TRUE.equals(request.runLeftNormalization()),
                        request.annotationFields(),
                        false,
                        OwnHeaders.again(request)));
        return StartAnnotationImportJobResponse.builder().jobId(job.value()).build();
    }

    private GetAnnotationImportJobResponse get(Caller.User caller, GetAnnotationImportJobRequest request) {
        ImportJob job = imports.find(authorizer.require(
                caller, Operation.DESCRIBE_JOB, Target.job(StoreKind.ANNOTATION, new JobId(request.jobId()))));
        return GetAnnotationImportJobResponse.builder()
                .id(job.id().value())
                .destinationName(job.destination().value())
                .versionName(version(job))
                .roleArn(job.roleArn())
                .status(job.status().name())
                .statusMessage(job.statusMessage())
                .creationTime(job.created())
                .updateTime(job.updated())
                .completionTime(job.completed().orElse(null))
                .items(job.items().stream()
                        .map(AnnotationImportOperations::detail)
                        .toList())
                .runLeftNormalization(job.leftNormalize())
                .formatOptions(FormatMembers.answer(job.formatOptions()))
                .annotationFields(job.annotationFields())
                .build();
    }

    private ListAnnotationImportJobsResponse list(Caller.User caller, ListAnnotationImportJobsRequest request) {
        Optional<ListAnnotationImportJobsFilter> given = Optional.ofNullable(request.filter());
        ImportFilter filter = new ImportFilter(
                request.ids(),
                given.map(ListAnnotationImportJobsFilter::statusAsString).map(JobStatus::valueOf),
                given.map(ListAnnotationImportJobsFilter::storeName));
        Page<AnnotationImportJobItem> page = imports.list(
                        caller, StoreKind.ANNOTATION, filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(AnnotationImportOperations::item);
        return ListAnnotationImportJobsResponse.builder()
                .annotationImportJobs(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private CancelAnnotationImportJobResponse cancel(Caller.User caller, CancelAnnotationImportJobRequest request) {
        imports.cancel(authorizer.require(
                caller, Operation.CANCEL_JOB, Target.job(StoreKind.ANNOTATION, new JobId(request.jobId()))));
        return CancelAnnotationImportJobResponse.builder().build();
    }

    private static AnnotationImportItemDetail detail(ImportJob.Item item) {
        return AnnotationImportItemDetail.builder()
                .source(item.source())
                .jobStatus(item.status().name())
                .build();
    }

    private static AnnotationImportJobItem item(ImportJob job) {
        return AnnotationImportJobItem.builder()
                .id(job.id().value())
                .destinationName(job.destination().value())
                .versionName(version(job))
                .roleArn(job.roleArn())
                .status(job.status().name())
                .creationTime(job.created())
                .updateTime(job.updated())
                .completionTime(job.completed().orElse(null))
                .runLeftNormalization(job.leftNormalize())
                .annotationFields(job.annotationFields())
                .build();
    }

    private static String version(ImportJob job) {
        return job.version().map(VersionName::value).orElse(null);
    }
}
