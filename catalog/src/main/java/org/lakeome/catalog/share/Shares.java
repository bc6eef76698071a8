package org.lakeome.catalog.share;

import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Grants;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Privilege;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.store.StoreDependant;
import org.lakeome.catalog.store.Stores;

/**
 * The shares: one owner offers one store to one subscriber. The state of a share and the grant that it stands for change
 * in one transaction, so there is never half of either. Thread-safe.
 */
public final class Shares implements StoreDependant {

    private final Database database;
    private final Arns arns;
    private final Quotas quotas;
    private final PageTokens tokens;
    private final Grants grants = new Grants();

    public Shares(Database database, Arns arns, Quotas quotas, PageTokens tokens) {
        this.database = database;
        this.arns = arns;
        this.quotas = quotas;
        this.tokens = tokens;
    }

    /** Offers the store; the share is PENDING until the subscriber accepts it. */
    public Share create(Authorized<Resource.Store> store, String principalSubscriber, Optional<String> name) {
        Resource.Store target = store.resourceFor(Operation.SHARE_STORE);
        return database.transaction(sql -> {
            AccountId subscriber = subscriber(sql, target, principalSubscriber);
            Stores.lockActive(sql, target);
            ShareRows rows = new ShareRows(sql);
            List<Share> live = rows.liveOf(target.id());
            if (live.stream().anyMatch(share -> share.subscriber().equals(subscriber))) {
                throw new ApiError.Conflict(Stores.title(target) + " is shared with account " + subscriber
                        + " already; delete that share first to make another one");
            }
            Quotas.requireRoom(
                    "shares per " + target.kind().store(), quotas.shares(target.kind()), live.size(), "delete a share");
            Share share = new Share(
                    ShareId.random(),
                    target.id(),
                    arns.store(target.owner(), target.kind(), target.name()),
                    target.owner(),
                    subscriber,
                    name,
                    ShareStatus.PENDING,
                    "Waits for the subscriber to accept it",
                    sql.now(),
                    sql.now());
            rows.insert(share, ShareFilter.Type.of(target.kind()));
            return share;
        });
    }

    /**
     * Gives the subscriber the right to read the store. The answer to the first call is ACTIVATING, as AWS's is, though
     * the share is ACTIVE when the call returns; {@link ApiError.Conflict} if the share is over.
     */
    public ShareStatus accept(Authorized<Resource.Share> share) {
        ShareId id = share.resourceFor(Operation.ACCEPT_SHARE).id();
        return database.transaction(sql -> {
            Share current = lockWithStore(sql, id);
            return switch (current.status()) {
                case PENDING, ACTIVATING -> {
                    grants.give(sql, current.store(), current.subscriber(), Privilege.READ_DATA, id);
                    new ShareRows(sql).activate(id);
                    yield ShareStatus.ACTIVATING;
                }
                case ACTIVE -> ShareStatus.ACTIVE;
                case DELETING, DELETED, FAILED ->
                    throw new ApiError.Conflict("Share '" + id + "' is over; ask its owner to share the store again");
            };
        });
    }

    public Share find(Authorized<Resource.Share> share) {
        ShareId id = share.resourceFor(Operation.DESCRIBE_SHARE).id();
        return database.transaction(sql -> new ShareRows(sql).find(id)).orElseThrow();
    }

    /** The caller's shares on one side, oldest first. */
    public Page<Share> list(Caller.User caller, ShareSide side, ShareFilter filter, PageRequest request) {
        String query = "shares " + side + " " + filter.canonical();
        var after = tokens.open(caller.account(), query, request);
        var rows = database.transaction(
                sql -> new ShareRows(sql).list(caller.account(), side, filter, after, request.size() + 1));
        return tokens.page(
                caller.account(),
                query,
                request,
                rows,
                share -> new Position(share.created(), share.id().value()));
    }

    /**
     * Ends the share, by its owner or by its subscriber. When the call returns the grant is gone and no decision allows
     * reading any more; the answer is DELETING, as AWS's is, and DELETED if it was over before.
     */
    public ShareStatus end(Authorized<Resource.Share> share) {
        Resource.Share target = share.resourceFor(Operation.END_SHARE);
        boolean byOwner = share.caller().equals(new Caller.User(target.owner()));
        return database.transaction(sql -> {
            Share current = lockWithStore(sql, target.id());
            return switch (current.status()) {
                case PENDING, ACTIVATING, ACTIVE, DELETING, FAILED -> {
                    end(sql, current, byOwner ? "Deleted by the owner" : "Revoked by the subscriber");
                    yield ShareStatus.DELETING;
                }
                case DELETED -> ShareStatus.DELETED;
            };
        });
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Store store, boolean force) {
        List<Share> live = new ShareRows(sql).liveOf(store.id());
        if (!live.isEmpty() && !force) {
            throw new ApiError.Conflict(Stores.title(store) + " has " + live.size()
                    + " shares; delete them first, or delete the store with force");
        }
        live.forEach(share -> end(sql, share, "The store was deleted"));
    }

    private void end(Sql sql, Share share, String message) {
        // The grant first: whatever happens then, nobody reads on a share that is over.
        grants.takeBack(sql, share.id());
        new ShareRows(sql).end(share.id(), message);
    }

    /** The store before the share, as deleting a store locks them. A store that is gone has no share that is not over. */
    private static Share lockWithStore(Sql sql, ShareId id) {
        ShareRows rows = new ShareRows(sql);
        Stores.lockIfThere(sql, rows.find(id).orElseThrow().store());
        return rows.lock(id).orElseThrow();
    }

    private static AccountId subscriber(Sql sql, Resource.Store store, String principal) {
        Optional<AccountId> known = sql.statement("select id from account where id = :name or alias = :name")
                .bind("name", principal)
                .first(row -> new AccountId(row.text("id")));
        // The same for a malformed id: nobody finds out here which accounts there are.
        AccountId subscriber = known.orElseThrow(
                () -> new ApiError.Invalid(
                        "'" + principal
                                + "' is not an account that a store can be shared with; give the alias or the 12 digits of the subscriber's account"));
        if (subscriber.equals(store.owner())) {
            throw new ApiError.Invalid("A store cannot be shared with its own account");
        }
        return subscriber;
    }
}
