package org.lakeome.catalog.access;

/** How a caller stands to a resource. A caller in no relation to it does not know that it exists. */
enum Relation {
    /** The account that the resource belongs to. */
    OWNER,
    /** An account with a READ_DATA grant on the store. */
    READER,
    /** The account that a share names, whatever the state of the share. */
    SUBSCRIBER,
    /** A worker that holds the current lease of an import into the store. */
    LEASE_HOLDER,
    /** A lease holder whose import nobody has asked to cancel. */
    COMMITTER,
    /** A worker that holds the current lease of the table's upkeep. */
    REWRITER,
    /** A worker that holds the current lease of the undoing of an import into the table. */
    REMOVER
}
