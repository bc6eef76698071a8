package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** Brings tables that were copied out of another lake into a store, a job for each, and follows the jobs. */
@Command(
        name = "adopt",
        description = {
            "Bring tables that were copied out of AWS HealthOmics into a store.",
            "Each is a Parquet file, a folder of them, or the newest metadata file of a copied Iceberg table, in HealthOmics' own"
                    + " columns or in those of the table that AWS suggests instead; all of its rows come, or none."
        })
final class AdoptCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STORE", description = "A variant or annotation store of yours.")
    private String store;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files or folders here, or s3://bucket/key of your own bucket.")
    private List<String> paths;

    @Option(names = "--version-name", paramLabel = "NAME", description = "Of an annotation store: which version.")
    private String version;

    @Option(names = "--no-wait", description = "Print the job ids and return.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        int exit = 0;
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore target = AnyStore.find(omics, store);
            Uploads uploads = new Uploads(session.s3());
            for (String path : paths) {
                String source = path;
                if (!path.startsWith("s3://")) {
                    err.printf("Uploading %s ...%n", path);
                    err.flush();
                    source = uploads.putTable(Path.of(path), store);
                }
                exit = Math.max(exit, adopt(session, omics, target, source, path));
            }
        }
        return exit;
    }

    private int adopt(Session session, OmicsClient omics, AnyStore target, String source, String typed)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> parameters = new TreeMap<>(Map.of("source", source));
        if (version != null) {
            parameters.put("version", version);
        }
        String job = session.call(SdkHttpMethod.POST, "/lakeome/stores/" + store + "/adopt", parameters)
                .path("job")
                .asText();
        spec.commandLine().getOut().println(job);
        spec.commandLine().getOut().flush();
        if (noWait) {
            return 0;
        }
        ImportState ended =
                new ImportFollower(omics, err, System.console() != null, Map.of(source, typed)).follow(target, job);
        return ended.status() == JobStatus.COMPLETED ? 0 : 6;
    }
}
