package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;

/** Uploads VCF files, imports them into a variant store as one job, and follows it. */
@Command(name = "import", description = "Import VCF or gVCF files into a variant store; one job, one item a file.")
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files here, or s3://bucket/key of your own bucket.")
    private List<String> files;

    @Option(names = "--store", required = true, paramLabel = "NAME", description = "The variant store to import into.")
    private String store;

    @Option(names = "--no-wait", description = "Print the job id and return.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            Uploads uploads = new Uploads(session.s3());
            List<VariantImportItemSource> items = files.stream()
                    .map(file -> file.startsWith("s3://") ? file : upload(uploads, Path.of(file), err))
                    .map(uri -> VariantImportItemSource.builder().source(uri).build())
                    .toList();
            String account =
                    Arn.account(omics.getVariantStore(get -> get.name(store)).storeArn());
            String job = omics.startVariantImportJob(start -> start.destinationName(store)
                            .roleArn(Arn.importRole(account))
                            .items(items))
                    .jobId();
            spec.commandLine().getOut().println(job);
            spec.commandLine().getOut().flush();
            if (noWait) {
                return 0;
            }
            GetVariantImportJobResponse ended = new ImportFollower(omics, err, System.console() != null).follow(job);
            if (ended.status() != JobStatus.FAILED) {
                err.printf("Look at it:  ./lakeome sql \"SELECT * FROM %s LIMIT 10\"%n", store);
            }
            return ended.status() == JobStatus.COMPLETED ? 0 : 6;
        }
    }

    private String upload(Uploads uploads, Path file, PrintWriter err) {
        err.printf("Uploading %s ...%n", file);
        err.flush();
        return uploads.put(file, store);
    }
}
