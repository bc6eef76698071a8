package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;

/**
 * An imported FASTA with its index.
 *
 * @param md5 of the whole decompressed file
 */
public record Reference(
        ReferenceId id,
        ReferenceStoreId store,
        AccountId owner,
        ReferenceImportId job,
        String name,
        Optional<String> description,
        Status status,
        String md5,
        long sourceBytes,
        long indexBytes,
        Instant created,
        Instant updated) {

    /** The size in which the files are read, which is the service's. */
    public static final long PART_BYTES = ByteSpan.PART_BYTES;

    /** States as the wire says them; a deleted reference is not found. */
    public enum Status {
        ACTIVE,
        DELETING
    }

    /** The two files of a reference. */
    public enum File {
        SOURCE,
        INDEX
    }

    public String arn(Arns arns) {
        return arn(arns, owner, store, id);
    }

    static String arn(Arns arns, AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return arns.of(owner, "referenceStore/" + store + "/reference/" + id);
    }

    public long bytes(File file) {
        return switch (file) {
            case SOURCE -> sourceBytes;
            case INDEX -> indexBytes;
        };
    }

    public int parts(File file) {
        return ByteSpan.parts(bytes(file));
    }

    String key(File file) {
        return keyPrefix(owner, store, id)
                + switch (file) {
                    case SOURCE -> "source";
                    case INDEX -> "index";
                };
    }

    static String keyPrefix(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        return owner + "/" + store + "/" + id + "/";
    }
}
