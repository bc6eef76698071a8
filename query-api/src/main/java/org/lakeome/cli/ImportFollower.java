package org.lakeome.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.omics.OmicsClient;

/** Follows one import job to its end: a bar that redraws itself on a terminal, a line every 10 s elsewhere. */
final class ImportFollower {

    private static final Pattern PERCENT = Pattern.compile("\\((\\d{1,3})%\\)");
    private static final int BAR = 24;
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);

    private final OmicsClient omics;
    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, String> typed;

    /** @param typed how the user named a source, by its URI; others are told by their URI */
    ImportFollower(OmicsClient omics, PrintWriter out, boolean terminal, Map<String, String> typed) {
        this.typed = Map.copyOf(typed);
        this.omics = omics;
        this.out = out;
        this.terminal = terminal;
    }

    /** Returns the job as it ended, after its last line was printed. */
    ImportState follow(AnyStore target, String jobId) throws InterruptedException {
        long start = System.nanoTime();
        long lastLine = start;
        while (true) {
            ImportState job = target.state(omics, jobId).inWordsOf(typed);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (job.ended()) {
                clear();
                out.printf(Locale.ROOT, "  %s after %.1f s: %s%n", job.status(), seconds, job.message());
                job.untold().forEach(failure -> out.printf("  FAILED %s%n", failure));
                out.flush();
                return job;
            }
            if (terminal) {
                out.print("\r\033[K  " + bar(job) + " " + job.message());
                out.flush();
            } else if (System.nanoTime() - lastLine > PLAIN_PAUSE.toNanos()) {
                out.println("  " + job.status() + ": " + job.message());
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

    private static String bar(ImportState job) {
        Matcher percent = PERCENT.matcher(job.message() == null ? "" : job.message());
        int full = percent.find() ? Math.min(BAR, Integer.parseInt(percent.group(1)) * BAR / 100) : 0;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }
}
