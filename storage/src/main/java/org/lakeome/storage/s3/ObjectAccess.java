package org.lakeome.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;

/**
 * Hands out the S3 connections that jobs and the server itself work with, for the embedded S3 and for an outside one alike.
 * Safe for use by many threads.
 */
public sealed interface ObjectAccess permits EmbeddedS3, OutsideS3 {

    /** The bucket of the service itself, which holds the bytes of all references. */
    String REFERENCE_BUCKET = "lakeome-references";

    /** Where S3 clients, those of users too, find the buckets. */
    URI endpoint();

    /**
     * A connection that reads the owner's buckets and nothing else. The embedded S3 makes a new read-only key for it, which ends
     * with {@link #revoke}, with the next key for the same holder, or after the given time, whichever comes first.
     *
     * @param holder whom the key is for, the id of a unit of work for instance
     */
    S3Connection readOnly(AccountId owner, String holder, Duration validFor);

    /** A connection that reads and writes objects of {@link #REFERENCE_BUCKET} whose keys begin with one of the prefixes, and nothing else. */
    S3Connection referenceWriter(Set<String> keyPrefixes, String holder, Duration validFor);

    /** As {@link #readOnly}, for the objects of {@link #REFERENCE_BUCKET} whose keys begin with the prefix, and nothing else. */
    S3Connection referenceReader(String keyPrefix, String holder, Duration validFor);

    /** The server's own connection to {@link #REFERENCE_BUCKET}; never handed to a job. */
    S3Connection service();

    /** Ends every key that was made for the holder; unknown holders are fine. */
    void revoke(String holder);
}
