package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.tag.Tags;

/** A job that imports FASTA files as references. In a list the items are left out. */
public record ReferenceImport(
        ReferenceImportId id,
        ReferenceStoreId store,
        AccountId owner,
        String roleArn,
        Status status,
        String statusMessage,
        List<Item> items,
        Instant created,
        Optional<Instant> completed) {

    /** States of the job as the wire says them. */
    public enum Status {
        SUBMITTED,
        IN_PROGRESS,
        CANCELLING,
        CANCELLED,
        FAILED,
        COMPLETED,
        COMPLETED_WITH_FAILURES
    }

    /** States of one source as the wire says them. */
    public enum ItemStatus {
        NOT_STARTED,
        IN_PROGRESS,
        FINISHED,
        FAILED
    }

    /**
     * One FASTA of the job.
     *
     * @param reference the reference that it is or will be
     */
    public record Item(
            ReferenceId reference,
            String source,
            String name,
            Optional<String> description,
            Tags tags,
            ItemStatus status,
            String statusMessage) {
        Item withTags(Tags present) {
            return new Item(reference, source, name, description, present, status, statusMessage);
        }
    }

    public ReferenceImport {
        items = List.copyOf(items);
    }

    ReferenceImport withItems(List<Item> present) {
        return new ReferenceImport(id, store, owner, roleArn, status, statusMessage, present, created, completed);
    }
}
