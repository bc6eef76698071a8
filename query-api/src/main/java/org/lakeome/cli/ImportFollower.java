package org.lakeome.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemDetail;

/** Follows one variant import job to its end: a bar that redraws itself on a terminal, a line every 10 s elsewhere. */
final class ImportFollower {

    private static final Pattern PERCENT = Pattern.compile("\\((\\d{1,3})%\\)");
    private static final int BAR = 24;
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);

    private final OmicsClient omics;
    private final PrintWriter out;
    private final boolean terminal;

    ImportFollower(OmicsClient omics, PrintWriter out, boolean terminal) {
        this.omics = omics;
        this.out = out;
        this.terminal = terminal;
    }

    /** Returns the job as it ended, after its last line was printed. */
    GetVariantImportJobResponse follow(String jobId) throws InterruptedException {
        long start = System.nanoTime();
        long lastLine = start;
        while (true) {
            GetVariantImportJobResponse job = omics.getVariantImportJob(get -> get.jobId(jobId));
            double seconds = (System.nanoTime() - start) / 1e9;
            if (ended(job.status())) {
                clear();
                out.printf(Locale.ROOT, "  %s after %.1f s: %s%n", job.statusAsString(), seconds, job.statusMessage());
                job.items().stream()
                        .filter(ImportFollower::failed)
                        .forEach(item -> out.printf("  FAILED %s: %s%n", item.source(), item.statusMessage()));
                out.flush();
                return job;
            }
            if (terminal) {
                out.print("\r\033[K  " + bar(job) + " " + job.statusMessage());
                out.flush();
            } else if (System.nanoTime() - lastLine > PLAIN_PAUSE.toNanos()) {
                out.println("  " + job.statusAsString() + ": " + job.statusMessage());
                out.flush();
                lastLine = System.nanoTime();
            }
            Thread.sleep(300);
        }
    }

    private void clear() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }

    private static String bar(GetVariantImportJobResponse job) {
        Matcher percent = PERCENT.matcher(job.statusMessage() == null ? "" : job.statusMessage());
        int full = percent.find() ? Math.min(BAR, Integer.parseInt(percent.group(1)) * BAR / 100) : 0;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private static boolean failed(VariantImportItemDetail item) {
        return item.jobStatus() == JobStatus.FAILED;
    }

    private static boolean ended(JobStatus status) {
        return switch (status) {
            case COMPLETED, COMPLETED_WITH_FAILURES, FAILED, CANCELLED -> true;
            case SUBMITTED, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
