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
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreFilter;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.store.StoreVersions;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.tag.Tags;
import software.amazon.awssdk.services.omics.model.AnnotationStoreItem;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreResponse;
import software.amazon.awssdk.services.omics.model.DeleteAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.DeleteAnnotationStoreResponse;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreResponse;
import software.amazon.awssdk.services.omics.model.ListAnnotationStoresRequest;
import software.amazon.awssdk.services.omics.model.ListAnnotationStoresResponse;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.SseConfig;
import software.amazon.awssdk.services.omics.model.UpdateAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.UpdateAnnotationStoreResponse;

/** The annotation store operations of the AWS API. */
public final class AnnotationStoreOperations {

    private final Authorizer authorizer;
    private final StoreLifecycle lifecycle;
    private final Stores stores;
    private final StoreVersions versions;
    private final StoreTables tables;
    private final Arns arns;

    public AnnotationStoreOperations(
            Authorizer authorizer,
            StoreLifecycle lifecycle,
            Stores stores,
            StoreVersions versions,
            StoreTables tables,
            Arns arns) {
        this.authorizer = authorizer;
        this.lifecycle = lifecycle;
        this.stores = stores;
        this.versions = versions;
        this.tables = tables;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(CreateAnnotationStoreRequest.class, this::create)
                .on(GetAnnotationStoreRequest.class, this::get)
                .on(ListAnnotationStoresRequest.class, this::list)
                .on(UpdateAnnotationStoreRequest.class, this::update)
                .on(DeleteAnnotationStoreRequest.class, this::delete);
    }

    private CreateAnnotationStoreResponse create(Caller.User caller, CreateAnnotationStoreRequest request) {
        Optional<VersionName> version =
                Optional.ofNullable(request.versionName()).map(VersionName::new);
        Store store = lifecycle.create(
                caller,
                NewStore.ofAnnotations(
                        Optional.ofNullable(request.name()).map(StoreName::new),
                        TsvStoreMembers.format(request.storeFormatAsString(), request.storeOptions()),
                        version,
                        Optional.ofNullable(request.reference()).map(ReferenceItem::referenceArn),
                        Optional.ofNullable(request.sseConfig()).map(SseConfig::keyArn),
                        Optional.ofNullable(request.description()).orElse(""),
                        Tags.given(request.hasTags() ? request.tags() : Map.of())));
        return CreateAnnotationStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .versionName(version.orElseGet(() -> VersionName.defaultOf(store.name()))
                        .value())
                .reference(StoreMembers.reference(store))
                .storeFormat(format(store))
                .storeOptions(TsvStoreMembers.storeOptions(store.format()))
                .status(store.status().name())
                .creationTime(store.created())
                .build();
    }

    private GetAnnotationStoreResponse get(Caller.User caller, GetAnnotationStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.DESCRIBE_STORE, request.name());
        Store store = stores.find(allowed);
        return GetAnnotationStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.store(store.owner(), store.kind(), store.name()))
                .reference(StoreMembers.reference(store))
                .storeFormat(format(store))
                .storeOptions(TsvStoreMembers.storeOptions(store.format()))
                .status(store.status().name())
                .statusMessage(store.statusMessage())
                .description(store.description())
                .sseConfig(StoreMembers.encryption(store))
                .tags(store.tags())
                .numVersions(Math.toIntExact(versions.count(allowed)))
                .storeSizeBytes(size(store))
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private ListAnnotationStoresResponse list(Caller.User caller, ListAnnotationStoresRequest request) {
        StoreFilter filter = new StoreFilter(
                request.ids(),
                Optional.ofNullable(request.filter())
                        .map(given -> given.statusAsString())
                        .map(StoreStatus::valueOf));
        Page<AnnotationStoreItem> page = stores.list(
                        caller, StoreKind.ANNOTATION, filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(this::item);
        return ListAnnotationStoresResponse.builder()
                .annotationStores(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private UpdateAnnotationStoreResponse update(Caller.User caller, UpdateAnnotationStoreRequest request) {
        Store store = stores.describe(
                require(caller, Operation.UPDATE_STORE, request.name()), Optional.ofNullable(request.description()));
        return UpdateAnnotationStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .reference(StoreMembers.reference(store))
                .storeFormat(format(store))
                .storeOptions(TsvStoreMembers.storeOptions(store.format()))
                .status(store.status().name())
                .description(store.description())
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private DeleteAnnotationStoreResponse delete(Caller.User caller, DeleteAnnotationStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.DELETE_STORE, request.name());
        return DeleteAnnotationStoreResponse.builder()
                .status(lifecycle
                        .delete(allowed, Boolean.TRUE.equals(request.force()))
                        .name())
                .build();
    }

    private Authorized<Resource.Store> require(Caller.User caller, Operation operation, String name) {
        StoreName store = StoreMembers.named(StoreKind.ANNOTATION, name);
        return authorizer.require(caller, operation, Target.store(caller.account(), StoreKind.ANNOTATION, store));
    }

    private AnnotationStoreItem item(Store store) {
        return AnnotationStoreItem.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.store(store.owner(), store.kind(), store.name()))
                .reference(StoreMembers.reference(store))
                .storeFormat(format(store))
                .status(store.status().name())
                .statusMessage(store.statusMessage())
                .description(store.description())
                .sseConfig(StoreMembers.encryption(store))
                .storeSizeBytes(size(store))
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private long size(Store store) {
        return store.tables().stream().mapToLong(tables::sizeBytes).sum();
    }

    private static String format(Store store) {
        return store.format().map(StoreFormat::name).orElseThrow();
    }
}
