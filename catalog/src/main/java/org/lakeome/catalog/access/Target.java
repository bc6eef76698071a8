package org.lakeome.catalog.access;

import java.util.regex.Pattern;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;

/**
 * What a caller points at. It may not exist, or not for this caller.
 *
 * @param <R> what it is once found
 */
public sealed interface Target<R extends Resource> {

    /** What the answer says when it is not there; made of the caller's own words only. */
    String absent();

    /** Whether there could be such a thing at all; if not, nobody needs to look. */
    default boolean canExist() {
        return true;
    }

    record Store(AccountId owner, StoreKind kind, StoreName name) implements Target<Resource.Store> {
        @Override
        public String absent() {
            return "There is no " + kind.store() + " '" + name + "'; list the stores to see yours";
        }
    }

    /** A table by its name; the words may be anything, as they come from SQL clients. */
    record Table(String namespace, String table) implements Target<Resource.Table> {

        /** Wider than what names of accounts and stores can be, and far from what databases trip over. */
        private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,255}");

        @Override
        public String absent() {
            return "Table does not exist: " + namespace + "." + table;
        }

        @Override
        public boolean canExist() {
            return NAME.matcher(namespace).matches() && NAME.matcher(table).matches();
        }
    }

    record Share(ShareId id) implements Target<Resource.Share> {
        @Override
        public String absent() {
            return "There is no share '" + id + "'; list the shares to see yours";
        }
    }

    /** A job of one kind: asked for as one of the other kind, it is not there. */
    record Job(StoreKind kind, JobId id) implements Target<Resource.Job> {
        @Override
        public String absent() {
            return "There is no " + kind.importJob() + " '" + id + "'; list the jobs to see yours";
        }
    }

    static Target<Resource.Store> store(AccountId owner, StoreKind kind, StoreName name) {
        return new Store(owner, kind, name);
    }

    static Target<Resource.Table> table(String namespace, String table) {
        return new Table(namespace, table);
    }

    static Target<Resource.Share> share(ShareId id) {
        return new Share(id);
    }

    static Target<Resource.Job> job(StoreKind kind, JobId id) {
        return new Job(kind, id);
    }
}
