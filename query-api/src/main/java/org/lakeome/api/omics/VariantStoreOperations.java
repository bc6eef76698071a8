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
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreFilter;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.tag.Tags;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.GetVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.ListVariantStoresRequest;
import software.amazon.awssdk.services.omics.model.ListVariantStoresResponse;
import software.amazon.awssdk.services.omics.model.SseConfig;
import software.amazon.awssdk.services.omics.model.UpdateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.UpdateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.VariantStoreItem;

/** The variant store operations of the AWS API. */
public final class VariantStoreOperations {

    private final Authorizer authorizer;
    private final StoreLifecycle lifecycle;
    private final Stores stores;
    private final StoreTables tables;
    private final Arns arns;

    public VariantStoreOperations(
            Authorizer authorizer, StoreLifecycle lifecycle, Stores stores, StoreTables tables, Arns arns) {
        this.authorizer = authorizer;
        this.lifecycle = lifecycle;
        this.stores = stores;
        this.tables = tables;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(CreateVariantStoreRequest.class, this::create)
                .on(GetVariantStoreRequest.class, this::get)
                .on(ListVariantStoresRequest.class, this::list)
                .on(UpdateVariantStoreRequest.class, this::update)
                .on(DeleteVariantStoreRequest.class, this::delete);
    }

    private CreateVariantStoreResponse create(Caller.User caller, CreateVariantStoreRequest request) {
        Store store = lifecycle.create(
                caller,
                NewStore.ofVariants(
                        Optional.ofNullable(request.name()).map(StoreName::new),
                        request.reference().referenceArn(),
                        Optional.ofNullable(request.sseConfig()).map(SseConfig::keyArn),
                        Optional.ofNullable(request.description()).orElse(""),
                        Tags.given(request.hasTags() ? request.tags() : Map.of())));
        return CreateVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .reference(StoreMembers.reference(store))
                .status(store.status().name())
                .creationTime(store.created())
                .build();
    }

    private GetVariantStoreResponse get(Caller.User caller, GetVariantStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.DESCRIBE_STORE, request.name());
        Store store = stores.find(allowed);
        return GetVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.store(store.owner(), store.kind(), store.name()))
                .reference(StoreMembers.reference(store))
                .status(store.status().name())
                .statusMessage(store.statusMessage())
                .description(store.description())
                .sseConfig(StoreMembers.encryption(store))
                .tags(store.tags())
                .storeSizeBytes(size(store))
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private ListVariantStoresResponse list(Caller.User caller, ListVariantStoresRequest request) {
        StoreFilter filter = new StoreFilter(
                request.ids(),
                Optional.ofNullable(request.filter())
                        .map(given -> given.statusAsString())
                        .map(org.lakeome.catalog.store.StoreStatus::valueOf));
        Page<VariantStoreItem> page = stores.list(
                        caller, StoreKind.VARIANT, filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(this::item);
        return ListVariantStoresResponse.builder()
                .variantStores(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private UpdateVariantStoreResponse update(Caller.User caller, UpdateVariantStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.UPDATE_STORE, request.name());
        Store store = stores.describe(allowed, Optional.ofNullable(request.description()));
        return UpdateVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .reference(StoreMembers.reference(store))
                .status(store.status().name())
                .description(store.description())
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private DeleteVariantStoreResponse delete(Caller.User caller, DeleteVariantStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.DELETE_STORE, request.name());
        boolean force = Boolean.TRUE.equals(request.force());
        return DeleteVariantStoreResponse.builder()
                .status(lifecycle.delete(allowed, force).name())
                .build();
    }

    private Authorized<Resource.Store> require(Caller.User caller, Operation operation, String name) {
        return authorizer.require(
                caller,
                operation,
                Target.store(caller.account(), StoreKind.VARIANT, StoreMembers.named(StoreKind.VARIANT, name)));
    }

    private VariantStoreItem item(Store store) {
        return VariantStoreItem.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.store(store.owner(), store.kind(), store.name()))
                .reference(StoreMembers.reference(store))
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
}
