package org.lakeome.catalog.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreName;

/** An import of files into a variant store; it outlives the store. In a list the items are left out. */
public record ImportJob(
        JobId id,
        AccountId owner,
        StoreName destination,
        String roleArn,
        JobStatus status,
        String statusMessage,
        boolean leftNormalize,
        Map<String, String> annotationFields,
        List<Item> items,
        Instant created,
        Instant updated,
        Optional<Instant> completed) {

    /** One file of the job, {@code s3://bucket/key}. */
    public record Item(String source, JobStatus status, String statusMessage) {}

    public ImportJob {
        annotationFields = Map.copyOf(annotationFields);
        items = List.copyOf(items);
    }
}
