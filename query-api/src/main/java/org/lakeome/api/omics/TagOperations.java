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
import org.lakeome.catalog.store.StoreVersions;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.storage.reference.ReferenceTags;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.omics.model.TagResourceRequest;
import software.amazon.awssdk.services.omics.model.TagResourceResponse;
import software.amazon.awssdk.services.omics.model.UntagResourceRequest;
import software.amazon.awssdk.services.omics.model.UntagResourceResponse;

/** The tag operations of the AWS API, for stores and their versions, reference stores and references. */
public final class TagOperations {

    private final Authorizer authorizer;
    private final Stores stores;
    private final StoreVersions versions;
    private final ReferenceTags references;
    private final Arns arns;

    public TagOperations(
            Authorizer authorizer, Stores stores, StoreVersions versions, ReferenceTags references, Arns arns) {
        this.authorizer = authorizer;
        this.stores = stores;
        this.versions = versions;
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
        Tags tags = Tags.given(request.tags());
        String arn = request.resourceArn();
        Optional<Arns.VersionArn> version = arns.parseVersion(arn);
        if (ReferenceTags.isNamed(arn)) {
            references.add(caller.account(), arn, tags);
        } else if (version.isPresent()) {
            versions.tag(
                    require(caller, version.get().store(), arn), version.get().version(), tags);
        } else {
            stores.tag(require(caller, arn), tags);
        }
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Caller.User caller, UntagResourceRequest request) {
        String arn = request.resourceArn();
        Optional<Arns.VersionArn> version = arns.parseVersion(arn);
        if (ReferenceTags.isNamed(arn)) {
            references.remove(caller.account(), arn, request.tagKeys());
        } else if (version.isPresent()) {
            versions.untag(
                    require(caller, version.get().store(), arn), version.get().version(), request.tagKeys());
        } else {
            stores.untag(require(caller, arn), request.tagKeys());
        }
        return UntagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse list(Caller.User caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tags(caller, request.resourceArn()))
                .build();
    }

    private Map<String, String> tags(Caller.User caller, String arn) {
        if (ReferenceTags.isNamed(arn)) {
            return references.of(caller.account(), arn).values();
        }
        return arns.parseVersion(arn)
                .map(version -> versions.tags(require(caller, version.store(), arn), version.version()))
                .orElseGet(() -> stores.tags(require(caller, arn)));
    }

    private Authorized<Resource.Store> require(Caller.User caller, String arn) {
        return require(caller, arns.parseStore(arn).orElseThrow(() -> absent(arn)), arn);
    }

    private Authorized<Resource.Store> require(Caller.User caller, Arns.StoreArn store, String arn) {
        if (!store.owner().equals(caller.account())) {
            throw absent(arn);
        }
        return authorizer.require(caller, Operation.TAG_STORE, Target.store(store.owner(), store.kind(), store.name()));
    }

    private static ApiError absent(String arn) {
        return new ApiError.NotFound("There is no resource '" + arn + "'");
    }
}
