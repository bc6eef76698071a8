package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Takes one import back, and follows that to its end. */
@Command(
        name = "undo",
        description = "Take back one import: all rows that it brought go in one commit, those of other imports stay.")
final class UndoCommand implements Callable<Integer> {

    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "The id of an import job of yours that has ended.")
    private String job;

    @Option(names = "--dry-run", description = "Only say what there is to do.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = parent.session()) {
            if (dryRun) {
                out.println(session.call(SdkHttpMethod.POST, path(), Map.of("plan", "true"))
                        .path("message")
                        .asText());
                return 0;
            }
            if (!yes
                    && !StoreCommand.confirmed(
                            spec.commandLine().getErr(),
                            "Take back import " + job + " and remove all rows that it brought? [y/N] ")) {
                return 1;
            }
            JsonNode undo = session.call(SdkHttpMethod.POST, path(), Map.of());
            while (!undo.path("ended").asBoolean()) {
                Thread.sleep(300);
                undo = session.call(SdkHttpMethod.GET, path(), Map.of());
            }
            boolean done = undo.path("status").asText().equals("COMPLETED");
            out.println((done ? "" : "FAILED ") + undo.path("message").asText());
            return done ? 0 : 6;
        }
    }

    private String path() {
        return "/lakeome/imports/" + job + "/undo";
    }
}
