package org.lakeome.api.omics;

import java.util.Map;
import java.util.Optional;
import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.NewVersion;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.store.StoreVersion;
import org.lakeome.catalog.store.StoreVersions;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.tag.Tags;
import software.amazon.awssdk.services.omics.model.AnnotationStoreVersionItem;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreVersionRequest;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreVersionResponse;
import software.amazon.awssdk.services.omics.model.DeleteAnnotationStoreVersionsRequest;
import software.amazon.awssdk.services.omics.model.DeleteAnnotationStoreVersionsResponse;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreVersionRequest;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreVersionResponse;
import software.amazon.awssdk.services.omics.model.ListAnnotationStoreVersionsRequest;
import software.amazon.awssdk.services.omics.model.ListAnnotationStoreVersionsResponse;
import software.amazon.awssdk.services.omics.model.UpdateAnnotationStoreVersionRequest;
import software.amazon.awssdk.services.omics.model.UpdateAnnotationStoreVersionResponse;
import software.amazon.awssdk.services.omics.model.VersionDeleteError;

/** The annotation store version operations of the AWS API. */
public final class AnnotationVersionOperations {

    private final Authorizer authorizer;
    private final StoreVersions versions;
    private final StoreTables tables;
    private final Arns arns;

    public AnnotationVersionOperations(Authorizer authorizer, StoreVersions versions, StoreTables tables, Arns arns) {
        this.authorizer = authorizer;
        this.versions = versions;
        this.tables = tables;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(CreateAnnotationStoreVersionRequest.class, this::create)
                .on(GetAnnotationStoreVersionRequest.class, this::get)
                .on(ListAnnotationStoreVersionsRequest.class, this::list)
                .on(UpdateAnnotationStoreVersionRequest.class, this::update)
                .on(DeleteAnnotationStoreVersionsRequest.class, this::delete);
    }

    private CreateAnnotationStoreVersionResponse create(
            Caller.User caller, CreateAnnotationStoreVersionRequest request) {
        StoreVersion version = versions.create(
                require(caller, Operation.UPDATE_STORE, request.name()),
                new NewVersion(
                        new VersionName(request.versionName()),
                        Optional.ofNullable(request.description()).orElse(""),
                        TsvStoreMembers.versionOptions(request.versionOptions()),
                        Tags.given(request.hasTags() ? request.tags() : Map.of())));
        return CreateAnnotationStoreVersionResponse.builder()
                .id(version.id().value())
                .storeId(version.store().value())
                .name(request.name())
                .versionName(version.name().value())
                .versionOptions(TsvStoreMembers.versionOptions(version.options()))
                .status(version.status().name())
                .creationTime(version.created())
                .build();
    }

    private GetAnnotationStoreVersionResponse get(Caller.User caller, GetAnnotationStoreVersionRequest request) {
        StoreName store = StoreMembers.named(StoreKind.ANNOTATION, request.name());
        StoreVersion version = versions.find(
                require(caller, Operation.DESCRIBE_STORE, request.name()), named(store, request.versionName()));
        return GetAnnotationStoreVersionResponse.builder()
                .id(version.id().value())
                .storeId(version.store().value())
                .versionArn(arns.version(caller.account(), store, version.name()))
                .name(store.value())
                .versionName(version.name().value())
                .versionOptions(TsvStoreMembers.versionOptions(version.options()))
                .description(version.description())
                .status(version.status().name())
                .statusMessage(version.statusMessage())
                .tags(version.tags())
                .versionSizeBytes(size(version))
                .creationTime(version.created())
                .updateTime(version.updated())
                .build();
    }

    private ListAnnotationStoreVersionsResponse list(Caller.User caller, ListAnnotationStoreVersionsRequest request) {
        StoreName store = StoreMembers.named(StoreKind.ANNOTATION, request.name());
        Optional<StoreStatus> status = Optional.ofNullable(request.filter())
                .map(given -> given.statusAsString())
                .map(StoreStatus::valueOf);
        Page<AnnotationStoreVersionItem> page = versions.list(
                        require(caller, Operation.DESCRIBE_STORE, request.name()),
                        status,
                        PageRequest.of(request.maxResults(), request.nextToken()))
                .map(version -> item(caller, store, version));
        return ListAnnotationStoreVersionsResponse.builder()
                .annotationStoreVersions(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private UpdateAnnotationStoreVersionResponse update(
            Caller.User caller, UpdateAnnotationStoreVersionRequest request) {
        StoreName store = StoreMembers.named(StoreKind.ANNOTATION, request.name());
        StoreVersion version = versions.describe(
                require(caller, Operation.UPDATE_STORE, request.name()),
                named(store, request.versionName()),
                Optional.ofNullable(request.description()));
        return UpdateAnnotationStoreVersionResponse.builder()
                .id(version.id().value())
                .storeId(version.store().value())
                .name(store.value())
                .versionName(version.name().value())
                .status(version.status().name())
                .description(version.description())
                .creationTime(version.created())
                .updateTime(version.updated())
                .build();
    }

    private DeleteAnnotationStoreVersionsResponse delete(
            Caller.User caller, DeleteAnnotationStoreVersionsRequest request) {
        Map<VersionName, String> errors = versions.delete(
                require(caller, Operation.UPDATE_STORE, request.name()),
                request.versions().stream().map(VersionName::new).toList(),
                Boolean.TRUE.equals(request.force()));
        return DeleteAnnotationStoreVersionsResponse.builder()
                .errors(errors.entrySet().stream()
                        .map(error -> VersionDeleteError.builder()
                                .versionName(error.getKey().value())
                                .message(error.getValue())
                                .build())
                        .toList())
                .build();
    }

    private Authorized<Resource.Store> require(Caller.User caller, Operation operation, String name) {
        StoreName store = StoreMembers.named(StoreKind.ANNOTATION, name);
        return authorizer.require(caller, operation, Target.store(caller.account(), StoreKind.ANNOTATION, store));
    }

    /** A text that can name no version is answered as a version that is not there. */
    private static VersionName named(StoreName store, String text) {
        try {
            return new VersionName(text);
        } catch (ApiError.Invalid e) {
            throw new ApiError.NotFound("Version with versionName: " + text
                    + " was not found. List the versions of annotation store '" + store + "' to see them");
        }
    }

    private AnnotationStoreVersionItem item(Caller.User caller, StoreName store, StoreVersion version) {
        return AnnotationStoreVersionItem.builder()
                .id(version.id().value())
                .storeId(version.store().value())
                .versionArn(arns.version(caller.account(), store, version.name()))
                .name(store.value())
                .versionName(version.name().value())
                .description(version.description())
                .status(version.status().name())
                .statusMessage(version.statusMessage())
                .versionSizeBytes(size(version))
                .creationTime(version.created())
                .updateTime(version.updated())
                .build();
    }

    private long size(StoreVersion version) {
        return version.tables().stream().mapToLong(tables::sizeBytes).sum();
    }
}
