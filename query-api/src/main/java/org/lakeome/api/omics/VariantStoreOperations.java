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
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.StoreFilter;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.VariantStore;
import org.lakeome.catalog.store.VariantStores;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.tag.Tags;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.EncryptionType;
import software.amazon.awssdk.services.omics.model.GetVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.ListVariantStoresRequest;
import software.amazon.awssdk.services.omics.model.ListVariantStoresResponse;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.SseConfig;
import software.amazon.awssdk.services.omics.model.UpdateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.UpdateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.VariantStoreItem;

/** The variant store operations of the AWS API. */
public final class VariantStoreOperations {

    private final Authorizer authorizer;
    private final StoreLifecycle lifecycle;
    private final VariantStores stores;
    private final StoreTables tables;
    private final Accounts accounts;
    private final Arns arns;

    public VariantStoreOperations(
            Authorizer authorizer,
            StoreLifecycle lifecycle,
            VariantStores stores,
            StoreTables tables,
            Accounts accounts,
            Arns arns) {
        this.authorizer = authorizer;
        this.lifecycle = lifecycle;
        this.stores = stores;
        this.tables = tables;
        this.accounts = accounts;
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
        VariantStore store = lifecycle.create(
                caller,
                new NewStore(
                        Optional.ofNullable(request.name()).map(StoreName::new),
                        request.reference().referenceArn(),
                        Optional.ofNullable(request.sseConfig()).map(SseConfig::keyArn),
                        Optional.ofNullable(request.description()).orElse(""),
                        new Tags(request.hasTags() ? request.tags() : Map.of())));
        return CreateVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .reference(reference(store))
                .status(store.status().name())
                .creationTime(store.created())
                .build();
    }

    private GetVariantStoreResponse get(Caller.User caller, GetVariantStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.DESCRIBE_STORE, request.name());
        VariantStore store = stores.find(allowed);
        return GetVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.variantStore(store.owner(), store.name()))
                .reference(reference(store))
                .status(store.status().name())
                .statusMessage(store.statusMessage())
                .description(store.description())
                .sseConfig(encryption(store))
                .tags(store.tags())
                .storeSizeBytes(
                        size(allowed.resourceFor(Operation.DESCRIBE_STORE).namespace(), store))
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
        Alias namespace = accounts.find(caller.account()).map(Account::alias).orElseThrow();
        Page<VariantStoreItem> page = stores.list(
                        caller, filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(store -> item(namespace, store));
        return ListVariantStoresResponse.builder()
                .variantStores(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private UpdateVariantStoreResponse update(Caller.User caller, UpdateVariantStoreRequest request) {
        Authorized<Resource.Store> allowed = require(caller, Operation.UPDATE_STORE, request.name());
        VariantStore store = stores.describe(
                allowed, Optional.ofNullable(request.description()).orElse(""));
        return UpdateVariantStoreResponse.builder()
                .id(store.id().value())
                .name(store.name().value())
                .reference(reference(store))
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
        return authorizer.require(caller, operation, Target.store(caller.account(), StoreNames.named(name)));
    }

    private VariantStoreItem item(Alias namespace, VariantStore store) {
        return VariantStoreItem.builder()
                .id(store.id().value())
                .name(store.name().value())
                .storeArn(arns.variantStore(store.owner(), store.name()))
                .reference(reference(store))
                .status(store.status().name())
                .statusMessage(store.statusMessage())
                .description(store.description())
                .sseConfig(encryption(store))
                .storeSizeBytes(size(namespace, store))
                .creationTime(store.created())
                .updateTime(store.updated())
                .build();
    }

    private long size(Alias namespace, VariantStore store) {
        return switch (store.status()) {
            case ACTIVE, UPDATING ->
                tables.sizeBytes(new Resource.Store(store.id(), store.name(), store.owner(), namespace));
            case CREATING, DELETING, FAILED -> 0;
        };
    }

    private static ReferenceItem reference(VariantStore store) {
        return ReferenceItem.builder().referenceArn(store.referenceArn()).build();
    }

    private static SseConfig encryption(VariantStore store) {
        return SseConfig.builder()
                .type(EncryptionType.KMS)
                .keyArn(store.keyArn().orElse(null))
                .build();
    }
}
