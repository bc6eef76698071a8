package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Joins a store's small files and ends its history beyond what is retained; follows the jobs to their end. */
@Command(
        name = "optimize",
        description = "Join a store's small files, and remove old snapshots and files that nothing refers to.")
final class OptimizeCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "A variant or annotation store of yours.")
    private String store;

    @Option(names = "--dry-run", description = "Only say what there is to do.")
    private boolean dryRun;

    @Option(
            names = "--retain",
            paramLabel = "TIME",
            description = "How long snapshots stay, for time travel and for queries under way: 7d, 12h; an hour at"
                    + " least (default: the server's, which is 7d unless its operator set another).")
    private String retain;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> parameters = new TreeMap<>();
        if (retain != null) {
            parameters.put("retain", retain);
        }
        if (dryRun) {
            parameters.put("plan", "true");
        }
        try (Session session = lakeome.session()) {
            JsonNode jobs = session.call(SdkHttpMethod.POST, path(), parameters).path("jobs");
            if (dryRun) {
                jobs.forEach(plan -> line(out, plan));
                return 0;
            }
            Set<String> open = new LinkedHashSet<>();
            jobs.forEach(job -> open.add(job.path("id").asText()));
            return follow(session, open, out);
        }
    }

    private int follow(Session session, Set<String> open, PrintWriter out) throws InterruptedException {
        int code = 0;
        while (!open.isEmpty()) {
            Thread.sleep(300);
            for (JsonNode job :
                    session.call(SdkHttpMethod.GET, path(), Map.of()).path("jobs")) {
                if (job.path("ended").asBoolean() && open.remove(job.path("id").asText())) {
                    line(out, job);
                    code = job.path("status").asText().equals("COMPLETED") ? code : 6;
                }
            }
        }
        return code;
    }

    private String path() {
        return "/lakeome/stores/" + store + "/upkeep";
    }

    private static void line(PrintWriter out, JsonNode job) {
        String failed = job.path("status").asText().equals("FAILED") ? "FAILED " : "";
        out.printf(
                Locale.ROOT,
                "%-30s %s%s%n",
                job.path("table").asText(),
                failed,
                job.path("message").asText());
        out.flush();
    }
}
