package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** Uploads files, imports them into a store of either kind, and follows the job. */
@Command(
        name = "import",
        description = {
            "Import files into a store.",
            "A variant store takes VCF and gVCF, all files in one job; an annotation store takes the format that it was made for, a job for each file."
        },
        subcommands = UndoCommand.class)
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files here, or s3://bucket/key of your own bucket.")
    private List<String> files = List.of();

    @Option(names = "--store", paramLabel = "NAME", description = "The store to import into.")
    private String store;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Option(names = "--no-wait", description = "Print the job id and return.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        // Not by the parser, which would ask `lakeome import undo` for them too.
        if (files.isEmpty() || store == null) {
            throw new Failure(2, "say which files to import, and the store with --store; see `lakeome import --help`");
        }
        options.check();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore target = AnyStore.find(omics, store);
            Uploads uploads = new Uploads(session.s3());
            List<String> sources = files.stream()
                    .map(file -> file.startsWith("s3://") ? file : upload(uploads, Path.of(file), err))
                    .toList();
            int exit = 0;
            for (int from = 0; from < sources.size(); ) {
                int to = target.filesPerJob() < sources.size() - from ? from + target.filesPerJob() : sources.size();
                exit = Math.max(exit, run(omics, target, sources.subList(from, to)));
                from = to;
            }
            return exit;
        }
    }

    Session session() {
        return lakeome.session();
    }

    private int run(OmicsClient omics, AnyStore target, List<String> sources) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        String job = target.start(omics, sources, options);
        spec.commandLine().getOut().println(job);
        spec.commandLine().getOut().flush();
        if (noWait) {
            return 0;
        }
        ImportState ended = new ImportFollower(omics, err, System.console() != null).follow(target, job);
        if (ended.status() != JobStatus.FAILED) {
            err.printf("Look at it:  ./lakeome sql \"SELECT * FROM %s LIMIT 10\"%n", target.table(omics, job));
        }
        if (target.setsAside() && ended.status() == JobStatus.COMPLETED_WITH_FAILURES) {
            err.printf(
                    "Set aside:   ./lakeome sql \"SELECT source, line, field, value, reason, rawtext FROM %s__rejected WHERE importjobid = '%s'\"%n",
                    store, job);
        }
        return ended.status() == JobStatus.COMPLETED ? 0 : 6;
    }

    private String upload(Uploads uploads, Path file, PrintWriter err) {
        err.printf("Uploading %s ...%n", file);
        err.flush();
        return uploads.put(file, store);
    }
}
