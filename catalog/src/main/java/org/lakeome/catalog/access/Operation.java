package org.lakeome.catalog.access;

import static org.lakeome.catalog.access.Relation.COMMITTER;
import static org.lakeome.catalog.access.Relation.LEASE_HOLDER;
import static org.lakeome.catalog.access.Relation.OWNER;
import static org.lakeome.catalog.access.Relation.READER;
import static org.lakeome.catalog.access.Relation.REMOVER;
import static org.lakeome.catalog.access.Relation.REWRITER;
import static org.lakeome.catalog.access.Relation.SUBSCRIBER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What may be asked of a resource; each constant knows in which relation a caller has to stand to it. */
public enum Operation {
    /** Load the table and read its files. */
    READ_DATA(Resource.Table.class, OWNER, READER, LEASE_HOLDER, REWRITER, REMOVER),
    /** Add rows to the table. Nobody but an import may: the rows of a store come from its jobs alone. */
    COMMIT_DATA(Resource.Table.class, COMMITTER),
    /** Put the rows of the table into other files. */
    REWRITE_DATA(Resource.Table.class, REWRITER),
    /** Take the rows of one import out of the table. */
    REMOVE_DATA(Resource.Table.class, REMOVER),
    DESCRIBE_STORE(Resource.Store.class, OWNER),
    UPDATE_STORE(Resource.Store.class, OWNER),
    DELETE_STORE(Resource.Store.class, OWNER),
    TAG_STORE(Resource.Store.class, OWNER),
    /** Join the store's small files, and end its history beyond what is retained. */
    OPTIMIZE_STORE(Resource.Store.class, OWNER),
    /** Start an import into the store. */
    IMPORT(Resource.Store.class, OWNER),
    /** Offer the store to another account; a subscriber may not hand it on. */
    SHARE_STORE(Resource.Store.class, OWNER),
    DESCRIBE_SHARE(Resource.Share.class, OWNER, SUBSCRIBER),
    ACCEPT_SHARE(Resource.Share.class, SUBSCRIBER),
    /** The owner deletes the share, the subscriber gives it back. */
    END_SHARE(Resource.Share.class, OWNER, SUBSCRIBER),
    DESCRIBE_JOB(Resource.Job.class, OWNER),
    CANCEL_JOB(Resource.Job.class, OWNER),
    /** Take back what the import has brought. */
    UNDO_JOB(Resource.Job.class, OWNER);

    private final Class<? extends Resource> resource;
    private final Set<Relation> passing;

    Operation(Class<? extends Resource> resource, Relation... passing) {
        this.resource = resource;
        this.passing = EnumSet.copyOf(List.of(passing));
    }

    boolean isAbout(Class<? extends Resource> kind) {
        return resource == kind;
    }

    boolean passes(Set<Relation> relations) {
        return relations.stream().anyMatch(passing::contains);
    }
}
