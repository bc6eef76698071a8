package org.lakeome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lakeome.example.ExampleData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The main job from end to end: start, two accounts, a reference, a store, an import, SQL as both accounts, a share and
 * its end. Every step is one of this CLI's own commands, printed as it is run, so that it can be repeated by hand.
 */
@Command(
        name = "quickstart",
        description = "Start everything, import an example (or --vcf), share it, and query it as both accounts.")
final class QuickstartCommand implements Callable<Integer> {

    private static final String STORE = "cohort";
    private static final long SEED = 20251107L;

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Option(names = "--vcf", arity = "1..*", paramLabel = "FILE", description = "Your own VCF or gVCF files.")
    private List<Path> vcf = List.of();

    @Option(
            names = "--reference",
            paramLabel = "FASTA",
            description = "The reference of --vcf (without: the example's, which an import as it is does not look at).")
    private Path reference;

    @Override
    public Integer call() throws IOException {
        if (vcf.isEmpty() && reference != null) {
            throw new ParameterException(spec.commandLine(), "--reference belongs to --vcf");
        }
        Steps steps = new Steps(lakeome.data(), spec.commandLine().getOut());

        steps.title("Start the server, Trino and the ingest worker on loopback");
        steps.run("start");

        steps.title("Two accounts");
        String alice = steps.account("alice");
        String bob = steps.account("bob");

        ExampleData example = example(steps);
        List<Path> files = vcf.isEmpty() ? List.of(example.cohort()) : vcf;
        Path fasta = reference == null ? example.reference() : reference;

        steps.title("A variant store of alice, made through the AWS API with its reference");
        steps.forget(STORE, "alice");
        steps.run("store", "create", STORE, "--reference", fasta.toString(), "--profile", "alice");

        steps.title("Import");
        steps.run(importOf(files));

        steps.title("Transition/transversion ratio per sample, the query AWS publishes, as alice");
        steps.run("sql", Questions.tiTv(STORE), "--max-rows", "8", "--profile", "alice");

        steps.title("bob sees nothing of it");
        String shared = "lakeome.alice." + STORE;
        steps.runRefused("sql", "SELECT count(*) FROM " + shared, "--profile", "bob");

        steps.title("alice shares the store, bob accepts");
        String share = steps.run("share", "create", STORE, "--with", bob, "--profile", "alice")
                .strip();
        steps.run("share", "accept", share, "--profile", "bob");

        steps.title("The same query as bob");
        steps.run("sql", Questions.tiTv(shared), "--max-rows", "8", "--profile", "bob");

        steps.title("alice takes the share back; from that moment bob sees nothing again");
        steps.run("share", "delete", share, "--profile", "alice");
        steps.runRefused("sql", "SELECT count(*) FROM " + shared, "--profile", "bob");

        steps.farewell(alice, bob);
        return 0;
    }

    private ExampleData example(Steps steps) throws IOException {
        steps.title("An example: 100 samples with a trio, 10,000 variants (made from seed %d)".formatted(SEED));
        Path folder = lakeome.data().resolve("example");
        Files.createDirectories(folder);
        ExampleData example = ExampleData.write(folder, SEED);
        steps.say("wrote " + Uploads.describe(example.cohort()) + ", " + Uploads.describe(example.reference()));
        return example;
    }

    private static String[] importOf(List<Path> files) {
        List<String> words = new java.util.ArrayList<>(List.of("import"));
        files.forEach(file -> words.add(file.toString()));
        words.addAll(List.of("--store", STORE, "--profile", "alice"));
        return words.toArray(String[]::new);
    }
}
