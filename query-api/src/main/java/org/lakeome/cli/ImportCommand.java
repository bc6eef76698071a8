package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        // One that is not there is told before the others are uploaded.
        for (String file : files) {
            if (!file.startsWith("s3://") && !Files.isRegularFile(Path.of(file))) {
                throw new Failure(3, Files.exists(Path.of(file)) ? file + " is no file" : "there is no file " + file);
            }
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore target = AnyStore.find(omics, store);
            Uploads uploads = new Uploads(session.s3());
            Map<String, String> typed = new LinkedHashMap<>();
            for (String file : files) {
                typed.put(file.startsWith("s3://") ? file : upload(uploads, file, err), file);
            }
            List<String> sources = List.copyOf(typed.keySet());
            int exit = 0;
            for (int from = 0; from < sources.size(); ) {
                int to = target.filesPerJob() < sources.size() - from ? from + target.filesPerJob() : sources.size();
                exit = Math.max(exit, run(omics, target, sources.subList(from, to), typed));
                from = to;
            }
            return exit;
        }
    }

    @Command(name = "list", description = "List the account's import jobs, the newest first.")
    int list(
            @Option(names = "--store", paramLabel = "NAME", description = "Only into this store.") String into,
            @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            output.print(new ImportJobs(session, omics).list(Optional.ofNullable(into)));
        }
        return 0;
    }

    @Command(name = "show", description = "Show one import job and what became of each of its files.")
    int show(@Parameters(paramLabel = "JOB") String job, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            ImportJobs.Shown shown = new ImportJobs(session, omics).find(job);
            ImportState state = shown.store().state(omics, job);
            output.print(Listing.one()
                    .field("job", job)
                    .field("store", shown.name())
                    .field("kind", shown.store().kind())
                    .field("status", state.status().toString())
                    .field("message", state.message())
                    .field("normalised", shown.normalised())
                    .field("created", shown.created())
                    .field("completed", shown.completed())
                    .field("file", shown.items()));
        }
        return 0;
    }

    @Command(name = "wait", description = "Follow an import job to its end; exit 6 unless it is COMPLETED.")
    int await(@Parameters(paramLabel = "JOB") String job) throws InterruptedException {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore into = new ImportJobs(session, omics).find(job).store();
            ImportState ended = follower(omics, Map.of()).follow(into, job);
            return ended.status() == JobStatus.COMPLETED ? 0 : 6;
        }
    }

    @Command(name = "cancel", description = "Stop an import job that has not ended; none of its rows are kept.")
    int cancel(@Parameters(paramLabel = "JOB") String job) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            new ImportJobs(session, omics).cancel(job);
            spec.commandLine().getErr().printf("Cancelled %s.%n", job);
        }
        return 0;
    }

    private ImportFollower follower(OmicsClient omics, Map<String, String> typed) {
        return new ImportFollower(omics, spec.commandLine().getErr(), System.console() != null, typed);
    }

    Session session() {
        return lakeome.session();
    }

    private int run(OmicsClient omics, AnyStore target, List<String> sources, Map<String, String> typed)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        String job = target.start(omics, sources, options);
        spec.commandLine().getOut().println(job);
        spec.commandLine().getOut().flush();
        if (noWait) {
            return 0;
        }
        ImportState ended = follower(omics, typed).follow(target, job);
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

    private String upload(Uploads uploads, String file, PrintWriter err) {
        err.printf("Uploading %s ...%n", file);
        err.flush();
        return uploads.put(Path.of(file), store);
    }
}
