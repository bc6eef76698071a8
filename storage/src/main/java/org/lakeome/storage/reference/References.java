package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;

/**
 * The references of all accounts. Strictly per account: every query is scoped to the owner, and another account's reference is as
 * absent as one that never was. Thread-safe.
 */
public final class References {
    private static final Pattern RESOURCE = Pattern.compile("referenceStore/([0-9]{10,36})/reference/([0-9]{10,36})");

    /** What a list is narrowed to; times are exclusive. */
    public record Filter(
            Optional<String> name,
            Optional<String> md5,
            Optional<Instant> createdAfter,
            Optional<Instant> createdBefore) {
        public static final Filter NONE =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Says whether something of the owner's still stands on a reference. */
    @FunctionalInterface
    public interface Uses {
        boolean isUsed(Sql sql, AccountId owner, String referenceArn);
    }

    private final Database database;
    private final Arns arns;
    private final PageTokens tokens;
    private final ReferenceFiles files;
    private final Uses uses;

    public References(Database database, Arns arns, PageTokens tokens, ReferenceFiles files, Uses uses) {
        this.database = database;
        this.arns = arns;
        this.tokens = tokens;
        this.files = files;
        this.uses = uses;
    }

    public Reference find(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return database.transaction(
                sql -> new ReferenceRows(sql).find(owner, store, id).orElseThrow(() -> notFound(id)));
    }

    public Page<Reference> list(AccountId owner, ReferenceStoreId store, Filter filter, PageRequest request) {
        String query = "references of " + store + " " + filter;
        Optional<Position> after = tokens.open(owner, query, request);
        List<Reference> rows = database.transaction(sql -> {
            new ReferenceStoreRows(sql).require(owner, store);
            return new ReferenceRows(sql).page(owner, store, filter, after, request.size() + 1);
        });
        return tokens.page(
                owner,
                query,
                request,
                rows,
                reference -> new Position(reference.created(), reference.id().value()));
    }

    /** The contigs in the order of the file. */
    public List<Contig> contigs(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return database.transaction(sql -> {
            ReferenceRows rows = new ReferenceRows(sql);
            return rows.contigs(rows.find(owner, store, id).orElseThrow(() -> notFound(id)));
        });
    }

    /**
     * Opens one part of a file of the reference, or a range of it; the caller closes it.
     *
     * @param part from 1
     */
    public ReferencePart open(
            AccountId owner,
            ReferenceStoreId store,
            ReferenceId id,
            Reference.File file,
            int part,
            Optional<String> range) {
        Reference reference = find(owner, store, id);
        if (reference.status() != Reference.Status.ACTIVE) {
            throw notFound(id);
        }
        return files.open(reference, file, ByteSpan.of(reference.bytes(file), part, range));
    }

    /** Removes the reference and its bytes, unless a store stands on it. May be called again after a failure. */
    public void delete(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        Reference deleting = database.transaction(sql -> {
            ReferenceRows rows = new ReferenceRows(sql);
            Reference reference = rows.lock(owner, store, id).orElseThrow(() -> notFound(id));
            if (uses.isUsed(sql, owner, reference.arn(arns))) {
                throw new ApiError.Conflict("Reference " + id + " is used by a variant store; delete the store first");
            }
            rows.markDeleting(reference);
            return reference;
        });
        finishDeletion(deleting);
    }

    /**
     * Ends deletions that a stopped server left half done, and removes the bytes of imports that came to nothing; for the start of
     * the server.
     */
    public void finishDeletions() {
        database.transaction(sql -> new ReferenceRows(sql).leftDeleting()).forEach(this::finishDeletion);
        // Listed before the rows are read: bytes that a running import writes meanwhile are not in the list.
        Map<ReferenceId, List<String>> keys = files.keysByReference();
        Set<ReferenceId> known = database.transaction(sql -> new ReferenceRows(sql).presentOrExpected());
        keys.forEach((reference, left) -> {
            if (!known.contains(reference)) {
                left.forEach(files::delete);
            }
        });
    }

    /**
     * The owner's active reference of that ARN, for a store that will stand on it. Within the given transaction the reference
     * cannot be deleted any more.
     */
    public Reference requireForStore(Sql sql, AccountId owner, String referenceArn) {
        return active(sql, owner, referenceArn)
                .orElseThrow(() -> new ApiError.NotFound("Reference '" + referenceArn + "' was not found"));
    }

    /** As the other, in a transaction of its own. */
    public Reference requireForStore(AccountId owner, String referenceArn) {
        return database.transaction(sql -> requireForStore(sql, owner, referenceArn));
    }

    /** Whether {@link #requireForStore} would find it; within the given transaction it then stays. */
    public boolean owns(Sql sql, AccountId owner, String referenceArn) {
        return active(sql, owner, referenceArn).isPresent();
    }

    /** As the other, in a transaction of its own. */
    public boolean owns(AccountId owner, String referenceArn) {
        return database.transaction(sql -> owns(sql, owner, referenceArn));
    }

    static ApiError notFound(ReferenceId id) {
        return new ApiError.NotFound("Reference " + id + " was not found");
    }

    private void finishDeletion(Reference reference) {
        files.delete(reference);
        database.run(sql -> {
            new TagRows(sql).delete(reference.arn(arns));
            new ReferenceRows(sql).delete(reference);
        });
    }

    private Optional<Reference> active(Sql sql, AccountId owner, String referenceArn) {
        return parse(owner, referenceArn)
                .flatMap(name -> new ReferenceRows(sql).lock(owner, name.store(), name.reference()))
                .filter(reference -> reference.status() == Reference.Status.ACTIVE);
    }

    private record Name(ReferenceStoreId store, ReferenceId reference) {}

    private Optional<Name> parse(AccountId owner, String arn) {
        String prefix = arns.of(owner, "");
        if (!arn.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher resource = RESOURCE.matcher(arn.substring(prefix.length()));
        return resource.matches()
                ? Optional.of(new Name(new ReferenceStoreId(resource.group(1)), new ReferenceId(resource.group(2))))
                : Optional.empty();
    }
}
