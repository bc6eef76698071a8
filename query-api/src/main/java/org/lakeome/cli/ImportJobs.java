package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;

/** The account's import jobs into stores of both kinds. */
final class ImportJobs {

    private final Session session;
    private final OmicsClient omics;

    ImportJobs(Session session, OmicsClient omics) {
        this.session = session;
        this.omics = omics;
    }

    /** What there is to see of one job; {@code items} has a line for each file. */
    record Shown(
            AnyStore store, String name, List<String> items, boolean normalised, Instant created, Instant completed) {}

    /** The newest first. */
    Listing list(Optional<String> store) {
        Listing jobs = Listing.of("job", "store", "kind", "status", "created", "completed");
        Stream.concat(
                        session.all("/import/variants", "variantImportJobs").stream()
                                .map(job -> new Job("variant", job)),
                        session.all("/import/annotations", "annotationImportJobs").stream()
                                .map(job -> new Job("annotation", job)))
                .filter(job -> store.isEmpty() || store.get().equals(job.text("destinationName")))
                .sorted(Comparator.comparing((Job job) -> job.text("creationTime"))
                        .reversed())
                .forEach(job -> jobs.row(
                        job.text("id"),
                        job.text("destinationName"),
                        job.kind,
                        job.text("status"),
                        job.text("creationTime"),
                        job.text("completionTime")));
        return jobs;
    }

    private record Job(String kind, JsonNode node) {
        String text(String name) {
            return node.path(name).asText(null);
        }
    }

    /** The job, in whichever kind of store. */
    Shown find(String job) {
        try {
            GetVariantImportJobResponse found = omics.getVariantImportJob(get -> get.jobId(job));
            String name = found.destinationName();
            return new Shown(
                    new AnyStore.Variants(name, "", false),
                    name,
                    found.items().stream()
                            .map(item -> line(item.source(), item.jobStatusAsString(), item.statusMessage()))
                            .toList(),
                    found.runLeftNormalization(),
                    found.creationTime(),
                    found.completionTime());
        } catch (ResourceNotFoundException notOfThisKind) {
            return annotations(job);
        }
    }

    private Shown annotations(String job) {
        try {
            GetAnnotationImportJobResponse found = omics.getAnnotationImportJob(get -> get.jobId(job));
            String name = found.destinationName();
            return new Shown(
                    new AnyStore.Annotations(name, "", false),
                    name,
                    found.items().stream()
                            .map(item -> line(item.source(), item.jobStatusAsString(), null))
                            .toList(),
                    found.runLeftNormalization(),
                    found.creationTime(),
                    found.completionTime());
        } catch (ResourceNotFoundException absent) {
            throw new Failure(3, "you have no import job %s; `./lakeome import list` shows yours".formatted(job));
        }
    }

    private static String line(String source, String status, String message) {
        return message == null || message.isEmpty()
                ? source + " " + status
                : "%s %s: %s".formatted(source, status, message);
    }

    void cancel(String job) {
        switch (find(job).store()) {
            case AnyStore.Variants _ -> omics.cancelVariantImportJob(cancel -> cancel.jobId(job));
            case AnyStore.Annotations _ -> omics.cancelAnnotationImportJob(cancel -> cancel.jobId(job));
        }
    }
}
