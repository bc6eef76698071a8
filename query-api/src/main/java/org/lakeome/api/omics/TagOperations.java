package org.lakeome.api.omics;

import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.store.VariantStores;
import org.lakeome.catalog.tag.Tags;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.omics.model.TagResourceRequest;
import software.amazon.awssdk.services.omics.model.TagResourceResponse;
import software.amazon.awssdk.services.omics.model.UntagResourceRequest;
import software.amazon.awssdk.services.omics.model.UntagResourceResponse;

/** The tag operations of the AWS API, for variant stores. */
public final class TagOperations {

    private final Authorizer authorizer;
    private final VariantStores stores;
    private final Arns arns;

    public TagOperations(Authorizer authorizer, VariantStores stores, Arns arns) {
        this.authorizer = authorizer;
        this.stores = stores;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(TagResourceRequest.class, this::tag)
                .on(UntagResourceRequest.class, this::untag)
                .on(ListTagsForResourceRequest.class, this::list);
    }

    private TagResourceResponse tag(Caller.User caller, TagResourceRequest request) {
        stores.tag(require(caller, request.resourceArn()), new Tags(request.tags()));
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Caller.User caller, UntagResourceRequest request) {
        stores.untag(require(caller, request.resourceArn()), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse list(Caller.User caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(stores.tags(require(caller, request.resourceArn())))
                .build();
    }

    private Authorized<Resource.Store> require(Caller.User caller, String arn) {
        Arns.StoreArn store = arns.parseVariantStore(arn)
                .filter(found -> found.owner().equals(caller.account()))
                .orElseThrow(() -> new ApiError.NotFound("There is no resource '" + arn + "'"));
        return authorizer.require(caller, Operation.TAG_STORE, Target.store(store.owner(), store.name()));
    }
}
