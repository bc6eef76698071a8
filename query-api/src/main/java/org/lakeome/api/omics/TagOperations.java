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
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.storage.reference.ReferenceTags;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.omics.model.TagResourceRequest;
import software.amazon.awssdk.services.omics.model.TagResourceResponse;
import software.amazon.awssdk.services.omics.model.UntagResourceRequest;
import software.amazon.awssdk.services.omics.model.UntagResourceResponse;

/** The tag operations of the AWS API, for stores, reference stores and references. */
public final class TagOperations {

    private final Authorizer authorizer;
    private final Stores stores;
    private final ReferenceTags references;
    private final Arns arns;

    public TagOperations(Authorizer authorizer, Stores stores, ReferenceTags references, Arns arns) {
        this.authorizer = authorizer;
        this.stores = stores;
        this.references = references;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(TagResourceRequest.class, this::tag)
                .on(UntagResourceRequest.class, this::untag)
                .on(ListTagsForResourceRequest.class, this::list);
    }

    private TagResourceResponse tag(Caller.User caller, TagResourceRequest request) {
        Tags tags = new Tags(request.tags());
        if (ReferenceTags.isNamed(request.resourceArn())) {
            references.add(caller.account(), request.resourceArn(), tags);
        } else {
            stores.tag(require(caller, request.resourceArn()), tags);
        }
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Caller.User caller, UntagResourceRequest request) {
        if (ReferenceTags.isNamed(request.resourceArn())) {
            references.remove(caller.account(), request.resourceArn(), request.tagKeys());
        } else {
            stores.untag(require(caller, request.resourceArn()), request.tagKeys());
        }
        return UntagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse list(Caller.User caller, ListTagsForResourceRequest request) {
        String arn = request.resourceArn();
        return ListTagsForResourceResponse.builder()
                .tags(
                        ReferenceTags.isNamed(arn)
                                ? references.of(caller.account(), arn).values()
                                : stores.tags(require(caller, arn)))
                .build();
    }

    private Authorized<Resource.Store> require(Caller.User caller, String arn) {
        Arns.StoreArn store = arns.parseStore(arn)
                .filter(found -> found.owner().equals(caller.account()))
                .orElseThrow(() -> new ApiError.NotFound("There is no resource '" + arn + "'"));
        return authorizer.require(caller, Operation.TAG_STORE, Target.store(store.owner(), store.kind(), store.name()));
    }
}
