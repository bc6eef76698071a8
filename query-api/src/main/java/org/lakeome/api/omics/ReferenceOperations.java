package org.lakeome.api.omics;

import java.util.Optional;
import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.storage.reference.Reference;
import org.lakeome.storage.reference.ReferenceId;
import org.lakeome.storage.reference.ReferencePart;
import org.lakeome.storage.reference.ReferenceStoreId;
import org.lakeome.storage.reference.References;
import software.amazon.awssdk.services.omics.model.DeleteReferenceRequest;
import software.amazon.awssdk.services.omics.model.DeleteReferenceResponse;
import software.amazon.awssdk.services.omics.model.FileInformation;
import software.amazon.awssdk.services.omics.model.GetReferenceMetadataRequest;
import software.amazon.awssdk.services.omics.model.GetReferenceMetadataResponse;
import software.amazon.awssdk.services.omics.model.GetReferenceRequest;
import software.amazon.awssdk.services.omics.model.ListReferencesRequest;
import software.amazon.awssdk.services.omics.model.ListReferencesResponse;
import software.amazon.awssdk.services.omics.model.ReferenceFilter;
import software.amazon.awssdk.services.omics.model.ReferenceListItem;

/** The reference operations of the AWS API. */
public final class ReferenceOperations {

    private final References references;
    private final Arns arns;

    public ReferenceOperations(References references, Arns arns) {
        this.references = references;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(ListReferencesRequest.class, this::list)
                .on(GetReferenceMetadataRequest.class, this::metadata)
                .on(DeleteReferenceRequest.class, this::delete)
                .onDownload(GetReferenceRequest.class, this::download);
    }

    private ListReferencesResponse list(Caller.User caller, ListReferencesRequest request) {
        Optional<ReferenceFilter> given = Optional.ofNullable(request.filter());
        References.Filter filter = new References.Filter(
                given.map(ReferenceFilter::name),
                given.map(ReferenceFilter::md5),
                given.map(ReferenceFilter::createdAfter),
                given.map(ReferenceFilter::createdBefore));
        Page<ReferenceListItem> page = references
                .list(
                        caller.account(),
                        new ReferenceStoreId(request.referenceStoreId()),
                        filter,
                        PageRequest.of(request.maxResults(), request.nextToken()))
                .map(this::item);
        return ListReferencesResponse.builder()
                .references(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private GetReferenceMetadataResponse metadata(Caller.User caller, GetReferenceMetadataRequest request) {
        Reference reference = references.find(
                caller.account(), new ReferenceStoreId(request.referenceStoreId()), new ReferenceId(request.id()));
        return GetReferenceMetadataResponse.builder()
                .id(reference.id().value())
                .arn(reference.arn(arns))
                .referenceStoreId(reference.store().value())
                .md5(reference.md5())
                .status(reference.status().name())
                .name(reference.name())
                .description(reference.description().orElse(null))
                .creationTime(reference.created())
                .updateTime(reference.updated())
                .creationType("IMPORT")
                .creationJobId(reference.job().value())
                .files(files -> files.source(file(reference, Reference.File.SOURCE))
                        .index(file(reference, Reference.File.INDEX)))
                .build();
    }

    private DeleteReferenceResponse delete(Caller.User caller, DeleteReferenceRequest request) {
        references.delete(
                caller.account(), new ReferenceStoreId(request.referenceStoreId()), new ReferenceId(request.id()));
        return DeleteReferenceResponse.builder().build();
    }

    private Operations.Download download(Caller.User caller, GetReferenceRequest request) {
        ReferencePart part = references.open(
                caller.account(),
                new ReferenceStoreId(request.referenceStoreId()),
                new ReferenceId(request.id()),
                request.file() == null ? Reference.File.SOURCE : Reference.File.valueOf(request.fileAsString()),
                request.partNumber(),
                Optional.ofNullable(request.range()));
        return new Operations.Download(part.content(), part.length());
    }

    private ReferenceListItem item(Reference reference) {
        return ReferenceListItem.builder()
                .id(reference.id().value())
                .arn(reference.arn(arns))
                .referenceStoreId(reference.store().value())
                .md5(reference.md5())
                .status(reference.status().name())
                .name(reference.name())
                .description(reference.description().orElse(null))
                .creationTime(reference.created())
                .updateTime(reference.updated())
                .build();
    }

    private static FileInformation file(Reference reference, Reference.File file) {
        return FileInformation.builder()
                .totalParts(reference.parts(file))
                .partSize(Reference.PART_BYTES)
                .contentLength(reference.bytes(file))
                .build();
    }
}
