package org.lakeome.catalog.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.store.ImportSettings;

/**
 * An import of files into a store; it outlives the store. In a list the items are left out. How bad records and
 * multi-allelic ones are treated is what the store's tags said when the job was started.
 *
 * @param adopts see {@link NewImport}
 */
public record ImportJob(
        JobId id,
        StoreKind kind,
        AccountId owner,
        StoreName destination,
        Optional<VersionName> version,
        String roleArn,
        JobStatus status,
        String statusMessage,
        FormatOptions formatOptions,
        ImportSettings settings,
        boolean adopts,
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
