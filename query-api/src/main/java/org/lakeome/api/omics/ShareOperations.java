package org.lakeome.api.omics;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lakeome.api.wire.Operations;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.share.Share;
import org.lakeome.catalog.share.ShareFilter;
import org.lakeome.catalog.share.ShareSide;
import org.lakeome.catalog.share.ShareStatus;
import org.lakeome.catalog.share.Shares;
import software.amazon.awssdk.services.omics.model.AcceptShareRequest;
import software.amazon.awssdk.services.omics.model.AcceptShareResponse;
import software.amazon.awssdk.services.omics.model.CreateShareRequest;
import software.amazon.awssdk.services.omics.model.CreateShareResponse;
import software.amazon.awssdk.services.omics.model.DeleteShareRequest;
import software.amazon.awssdk.services.omics.model.DeleteShareResponse;
import software.amazon.awssdk.services.omics.model.Filter;
import software.amazon.awssdk.services.omics.model.GetShareRequest;
import software.amazon.awssdk.services.omics.model.GetShareResponse;
import software.amazon.awssdk.services.omics.model.ListSharesRequest;
import software.amazon.awssdk.services.omics.model.ListSharesResponse;
import software.amazon.awssdk.services.omics.model.ResourceOwner;
import software.amazon.awssdk.services.omics.model.ShareDetails;

/** The share operations of the AWS API. */
public final class ShareOperations {

    private final Authorizer authorizer;
    private final Shares shares;
    private final Arns arns;

    public ShareOperations(Authorizer authorizer, Shares shares, Arns arns) {
        this.authorizer = authorizer;
        this.shares = shares;
        this.arns = arns;
    }

    public void addTo(Operations operations) {
        operations
                .on(CreateShareRequest.class, this::create)
                .on(AcceptShareRequest.class, this::accept)
                .on(GetShareRequest.class, this::get)
                .on(ListSharesRequest.class, this::list)
                .on(DeleteShareRequest.class, this::delete);
    }

    private CreateShareResponse create(Caller.User caller, CreateShareRequest request) {
        Arns.StoreArn arn = arns.parseStore(request.resourceArn())
                .orElseThrow(() -> new ApiError.NotFound("There is no resource '" + request.resourceArn() + "'"));
        if (!arn.owner().equals(caller.account())) {
            throw new ApiError.NotFound("There is no resource '" + request.resourceArn() + "'");
        }
        Share share = shares.create(
                authorizer.require(caller, Operation.SHARE_STORE, Target.store(arn.owner(), arn.kind(), arn.name())),
                request.principalSubscriber(),
                Optional.ofNullable(request.shareName()));
        return CreateShareResponse.builder()
                .shareId(share.id().value())
                .status(share.status().name())
                .shareName(share.name().orElse(null))
                .build();
    }

    private AcceptShareResponse accept(Caller.User caller, AcceptShareRequest request) {
        ShareStatus status =
                shares.accept(authorizer.require(caller, Operation.ACCEPT_SHARE, share(request.shareId())));
        return AcceptShareResponse.builder().status(status.name()).build();
    }

    private GetShareResponse get(Caller.User caller, GetShareRequest request) {
        Share share = shares.find(authorizer.require(caller, Operation.DESCRIBE_SHARE, share(request.shareId())));
        return GetShareResponse.builder().share(details(share)).build();
    }

    private ListSharesResponse list(Caller.User caller, ListSharesRequest request) {
        ShareSide side = request.resourceOwner() == ResourceOwner.SELF ? ShareSide.OWNER : ShareSide.SUBSCRIBER;
        Page<ShareDetails> page = shares.list(
                        caller,
                        side,
                        filter(request.filter()),
                        PageRequest.of(request.maxResults(), request.nextToken()))
                .map(ShareOperations::details);
        return ListSharesResponse.builder()
                .shares(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private DeleteShareResponse delete(Caller.User caller, DeleteShareRequest request) {
        ShareStatus status = shares.end(authorizer.require(caller, Operation.END_SHARE, share(request.shareId())));
        return DeleteShareResponse.builder().status(status.name()).build();
    }

    private static ShareFilter filter(Filter given) {
        if (given == null) {
            return ShareFilter.ALL;
        }
        Set<ShareStatus> statuses =
                given.statusAsStrings().stream().map(ShareStatus::valueOf).collect(Collectors.toSet());
        Set<ShareFilter.Type> types =
                given.typeAsStrings().stream().map(ShareFilter.Type::valueOf).collect(Collectors.toSet());
        return new ShareFilter(new HashSet<>(given.resourceArns()), statuses, types);
    }

    /** The contract puts no form on share ids; a text of another form is the id of no share. */
    private static Target<Resource.Share> share(String id) {
        try {
            return Target.share(new ShareId(id));
        } catch (ApiError.Invalid e) {
            throw new ApiError.NotFound("There is no share '" + id + "'; list the shares to see yours");
        }
    }

    private static ShareDetails details(Share share) {
        return ShareDetails.builder()
                .shareId(share.id().value())
                .resourceArn(share.resourceArn())
                .resourceId(share.store().value())
                .principalSubscriber(share.subscriber().value())
                .ownerId(share.owner().value())
                .status(share.status().name())
                .statusMessage(share.statusMessage())
                .shareName(share.name().orElse(null))
                .creationTime(share.created())
                .updateTime(share.updated())
                .build();
    }
}
