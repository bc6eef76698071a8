package org.lakeome.api.omics;

import java.util.Optional;
import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.storage.reference.ReferenceStore;
import org.lakeome.storage.reference.ReferenceStoreId;
import org.lakeome.storage.reference.ReferenceStores;
import software.amazon.awssdk.services.omics.model.CreateReferenceStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateReferenceStoreResponse;
import software.amazon.awssdk.services.omics.model.DeleteReferenceStoreRequest;
import software.amazon.awssdk.services.omics.model.DeleteReferenceStoreResponse;
import software.amazon.awssdk.services.omics.model.GetReferenceStoreRequest;
import software.amazon.awssdk.services.omics.model.GetReferenceStoreResponse;
import software.amazon.awssdk.services.omics.model.ListReferenceStoresRequest;
import software.amazon.awssdk.services.omics.model.ListReferenceStoresResponse;
import software.amazon.awssdk.services.omics.model.ReferenceStoreDetail;
import software.amazon.awssdk.services.omics.model.ReferenceStoreFilter;

/** The reference store operations of the AWS API. */
public final class ReferenceStoreOperations {

    private final ReferenceStores stores;
    private final Arns arns;

    public ReferenceStoreOperations(ReferenceStores stores, Arns arns) {
        this.stores = stores;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(CreateReferenceStoreRequest.class, this::create)
                .on(GetReferenceStoreRequest.class, this::get)
                .on(ListReferenceStoresRequest.class, this::list)
                .on(DeleteReferenceStoreRequest.class, this::delete);
    }

    private CreateReferenceStoreResponse create(Caller.User caller, CreateReferenceStoreRequest request) {
        if (request.sseConfig() != null) {
            throw new ApiError.Invalid(
                    "sseConfig is not supported; leave it out and encrypt the disk of the data folder");
        }
        ReferenceStore store = stores.create(
                caller.account(),
                request.name(),
                Optional.ofNullable(request.description()),
                Tags.given(request.tags()),
                Optional.ofNullable(request.clientToken()));
        return CreateReferenceStoreResponse.builder()
                .id(store.id().value())
                .arn(store.arn(arns))
                .name(store.name())
                .description(store.description().orElse(null))
                .creationTime(store.created())
                .build();
    }

    private GetReferenceStoreResponse get(Caller.User caller, GetReferenceStoreRequest request) {
        ReferenceStore store = stores.find(caller.account(), new ReferenceStoreId(request.id()));
        return GetReferenceStoreResponse.builder()
                .id(store.id().value())
                .arn(store.arn(arns))
                .name(store.name())
                .description(store.description().orElse(null))
                .creationTime(store.created())
                .build();
    }

    private ListReferenceStoresResponse list(Caller.User caller, ListReferenceStoresRequest request) {
        Optional<ReferenceStoreFilter> given = Optional.ofNullable(request.filter());
        ReferenceStores.Filter filter = new ReferenceStores.Filter(
                given.map(ReferenceStoreFilter::name),
                given.map(ReferenceStoreFilter::createdAfter),
                given.map(ReferenceStoreFilter::createdBefore));
        Page<ReferenceStoreDetail> page = stores.list(
                        caller.account(), filter, PageRequest.of(request.maxResults(), request.nextToken()))
                .map(this::detail);
        return ListReferenceStoresResponse.builder()
                .referenceStores(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private DeleteReferenceStoreResponse delete(Caller.User caller, DeleteReferenceStoreRequest request) {
        stores.delete(caller.account(), new ReferenceStoreId(request.id()));
        return DeleteReferenceStoreResponse.builder().build();
    }

    private ReferenceStoreDetail detail(ReferenceStore store) {
        return ReferenceStoreDetail.builder()
                .id(store.id().value())
                .arn(store.arn(arns))
                .name(store.name())
                .description(store.description().orElse(null))
                .creationTime(store.created())
                .build();
    }
}
