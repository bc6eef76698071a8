package org.lakeome.api.omics;

import java.util.Optional;
import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.storage.reference.ReferenceImport;
import org.lakeome.storage.reference.ReferenceImportId;
import org.lakeome.storage.reference.ReferenceImports;
import org.lakeome.storage.reference.ReferenceSource;
import org.lakeome.storage.reference.ReferenceStoreId;
import software.amazon.awssdk.services.omics.model.GetReferenceImportJobRequest;
import software.amazon.awssdk.services.omics.model.GetReferenceImportJobResponse;
import software.amazon.awssdk.services.omics.model.ImportReferenceFilter;
import software.amazon.awssdk.services.omics.model.ImportReferenceJobItem;
import software.amazon.awssdk.services.omics.model.ImportReferenceSourceItem;
import software.amazon.awssdk.services.omics.model.ListReferenceImportJobsRequest;
import software.amazon.awssdk.services.omics.model.ListReferenceImportJobsResponse;
import software.amazon.awssdk.services.omics.model.StartReferenceImportJobRequest;
import software.amazon.awssdk.services.omics.model.StartReferenceImportJobResponse;
import software.amazon.awssdk.services.omics.model.StartReferenceImportJobSourceItem;

/** The reference import operations of the AWS API. */
public final class ReferenceImportOperations {

    private final ReferenceImports imports;

    public ReferenceImportOperations(ReferenceImports imports) {
        this.imports = imports;
    }

    public void addTo(Operations operations) {
        operations
                .on(StartReferenceImportJobRequest.class, this::start)
                .on(GetReferenceImportJobRequest.class, this::get)
                .on(ListReferenceImportJobsRequest.class, this::list);
    }

    private StartReferenceImportJobResponse start(Caller.User caller, StartReferenceImportJobRequest request) {
        ReferenceImport job = imports.start(
                caller.account(),
                new ReferenceStoreId(request.referenceStoreId()),
                request.roleArn(),
                request.sources().stream()
                        .map(ReferenceImportOperations::source)
                        .toList(),
                Optional.ofNullable(request.clientToken()));
        return StartReferenceImportJobResponse.builder()
                .id(job.id().value())
                .referenceStoreId(job.store().value())
                .roleArn(job.roleArn())
                .status(job.status().name())
                .creationTime(job.created())
                .build();
    }

    private GetReferenceImportJobResponse get(Caller.User caller, GetReferenceImportJobRequest request) {
        ReferenceImport job = imports.find(
                caller.account(),
                new ReferenceStoreId(request.referenceStoreId()),
                new ReferenceImportId(request.id()));
        return GetReferenceImportJobResponse.builder()
                .id(job.id().value())
                .referenceStoreId(job.store().value())
                .roleArn(job.roleArn())
                .status(job.status().name())
                .statusMessage(said(job.statusMessage()))
                .creationTime(job.created())
                .completionTime(job.completed().orElse(null))
                .sources(job.items().stream()
                        .map(ReferenceImportOperations::sourceItem)
                        .toList())
                .build();
    }

    private ListReferenceImportJobsResponse list(Caller.User caller, ListReferenceImportJobsRequest request) {
        Optional<ImportReferenceFilter> given = Optional.ofNullable(request.filter());
        ReferenceImports.Filter filter = new ReferenceImports.Filter(
                given.map(ImportReferenceFilter::statusAsString).map(ReferenceImport.Status::valueOf),
                given.map(ImportReferenceFilter::createdAfter),
                given.map(ImportReferenceFilter::createdBefore));
        Page<ImportReferenceJobItem> page = imports.list(
                        caller.account(),
                        new ReferenceStoreId(request.referenceStoreId()),
                        filter,
                        PageRequest.of(request.maxResults(), request.nextToken()))
                .map(ReferenceImportOperations::jobItem);
        return ListReferenceImportJobsResponse.builder()
                .importJobs(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private static ReferenceSource source(StartReferenceImportJobSourceItem item) {
        return new ReferenceSource(
                item.sourceFile(), item.name(), Optional.ofNullable(item.description()), Tags.given(item.tags()));
    }

    private static ImportReferenceSourceItem sourceItem(ReferenceImport.Item item) {
        boolean finished = item.status() == ReferenceImport.ItemStatus.FINISHED;
        return ImportReferenceSourceItem.builder()
                .sourceFile(item.source())
                .status(item.status().name())
                .statusMessage(said(item.statusMessage()))
                .name(item.name())
                .description(item.description().orElse(null))
                .tags(item.tags().values())
                .referenceId(finished ? item.reference().value() : null)
                .build();
    }

    private static ImportReferenceJobItem jobItem(ReferenceImport job) {
        return ImportReferenceJobItem.builder()
                .id(job.id().value())
                .referenceStoreId(job.store().value())
                .roleArn(job.roleArn())
                .status(job.status().name())
                .creationTime(job.created())
                .completionTime(job.completed().orElse(null))
                .build();
    }

    /** The contract knows no empty message. */
    private static String said(String message) {
        return message.isEmpty() ? null : message;
    }
}
