package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.cli.Lakeome;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import software.amazon.awssdk.services.omics.OmicsClient;

/** The stumbles of somebody's first hour at the command line, each with its words and its exit code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CliWalkTest {

    private static final Set<Integer> DOCUMENTED = Set.of(0, 1, 2, 3, 4, 5, 6);

    /** These start or stop things beside the server of the tests, or follow for ever. */
    private static final Set<String> NOT_RUN =
            Set.of("lakeome quickstart", "lakeome start", "lakeome stop", "lakeome doctor");

    @TempDir
    static Path folder;

    private RunningLakeome lakeome;

    @BeforeAll
    void twoAccountsAndAStoreOfEachKind() throws IOException {
        lakeome = RunningLakeome.apiOnly();
        lakeome.account("walker");
        lakeome.account("walkers_friend");
        lakeome.account("walkers_foe");
        try (OmicsClient omics = lakeome.omics("walker")) {
            omics.createAnnotationStore(store -> store.name("walk_genes").storeFormat("GFF"));
        }
        try (OmicsClient omics = lakeome.omics("walkers_friend")) {
            omics.createAnnotationStore(store -> store.name("walk_secret").storeFormat("GFF"));
        }
    }

    @Test
    void whoNamesNoProfileHearsWhichThereAre() {
        said(2, "store", "list")
                .contains("whose keys? there are ")
                .contains("walker")
                .contains("`./lakeome use NAME`");
        said(3, "store", "list", "--profile", "wlaker").contains("there is no profile wlaker");
        said(3, "use", "nobody").contains("there is no profile nobody");
    }

    @Test
    void aStoreIsRefusedBeforeItsReferenceIsUploaded() throws IOException {
        Path fasta = Files.writeString(folder.resolve("ref.fa"), ">chr1\nACGT\n");
        said(2, "store", "create", "My-Store", "--reference", fasta.toString(), "--profile", "walker")
                .contains("'My-Store' is no name for a store")
                .doesNotContain("Uploading");
        said(
                        5,
                        "store",
                        "create",
                        "walk_genes",
                        "--format",
                        "gff",
                        "--reference",
                        fasta.toString(),
                        "--profile",
                        "walker")
                .contains("already")
                .doesNotContain("Uploading");
        said(3, "store", "create", "fresh", "--reference", "nowhere.fa", "--profile", "walker")
                .contains("there is no file nowhere.fa here, and you have no reference of that name");
        said(2, "store", "create", "fresh", "--profile", "walker").contains("--reference FASTA");
    }

    @Test
    void oneNounServesBothKinds() {
        RunningLakeome.Output show = lakeome.lakeome("store", "show", "walk_genes", "--profile", "walker");
        assertThat(show.exitCode()).as(show.toString()).isZero();
        assertThat(show.out()).containsPattern("kind +annotation").containsPattern("format +GFF");
        said(0, "store", "update", "walk_genes", "--description", "of the walk", "--profile", "walker");
        assertThat(lakeome.lakeome("annotation", "show", "walk_genes", "--profile", "walker")
                        .out())
                .contains("of the walk");
    }

    @Test
    void anotherAccountsStoreIsNotThereAndSoIsNone() {
        for (String verb : List.of("show", "delete")) {
            String[] words = {"store", verb, "STORE", "--profile", "walker"};
            String hidden = lakeome.lakeome(named(words, "walk_secret")).err().replace("walk_secret", "X");
            String absent = lakeome.lakeome(named(words, "walk_nothing")).err().replace("walk_nothing", "X");
            assertThat(hidden).isEqualTo(absent).contains("you have no store X; `./lakeome store list` shows yours");
        }
    }

    @Test
    void aShareIsGivenByAliasAndIsATableForWhoAcceptsIt() {
        RunningLakeome.Output offered =
                lakeome.lakeome("share", "create", "walk_genes", "--with", "walkers_friend", "--profile", "walker");
        assertThat(offered.exitCode()).as(offered.toString()).isZero();
        String share = offered.out().strip();
        said(0, "store", "list", "--profile", "walkers_friend")
                .contains("walker offers walker.walk_genes:  ./lakeome share accept " + share);
        said(0, "share", "accept", share, "--profile", "walkers_friend")
                .contains("it is the table lakeome.walker.walk_genes");
        assertThat(lakeome.lakeome("store", "list", "--profile", "walkers_friend")
                        .out())
                .containsPattern("walker\\.walk_genes +annotation +ACTIVE +walker");
        assertThat(lakeome.lakeome("share", "list", "--profile", "walker").out())
                .containsPattern("gave +" + share + " +ACTIVE +lakeome\\.walker\\.walk_genes +walkers_friend");
        said(0, "share", "delete", share, "--profile", "walker");
        said(2, "share", "create", "walk_genes", "--with", "nobody_here", "--profile", "walker")
                .contains("'nobody_here' is not an account that a store can be shared with");
    }

    @Test
    void aFileThatIsNotThereIsToldOnceAsItWasTyped() {
        String err = said(3, "import", "nowhere.gff3", "--store", "walk_genes", "--profile", "walker")
                .actual();
        assertThat(err.split("nowhere.gff3", -1)).hasSize(2);
    }

    @Test
    void jobsOfBothKindsHaveOneList() throws IOException {
        Path genes = Files.writeString(folder.resolve("genes.gff3"), "##gff-version 3\n");
        RunningLakeome.Output started = lakeome.lakeome(
                "import", genes.toString(), "--store", "walk_genes", "--no-wait", "--profile", "walker");
        String job = started.out().strip();
        assertThat(lakeome.lakeome("import", "list", "--profile", "walker").out())
                .containsPattern(job + " +walk_genes +annotation +SUBMITTED");
        assertThat(lakeome.lakeome("import", "show", job, "--profile", "walker").out())
                .containsPattern("store +walk_genes");
        said(0, "import", "cancel", job, "--profile", "walker");
        said(3, "import", "show", job, "--profile", "walkers_friend").contains("you have no import job");
    }

    /** Every command there is, with nothing, with too much, without server and profile, and with names that are not its own. */
    @Test
    void nothingThatGoesWrongIsToldInJava() {
        Path empty = folder.resolve("no-server");
        all(Lakeome.commandLine()).forEach(command -> {
            List<String> path = new ArrayList<>(
                    Arrays.asList(command.getCommandSpec().qualifiedName().split(" ")));
            path.removeFirst();
            List<String> called = new ArrayList<>(path);
            called.addAll(arguments(command, "walk_secret"));
            check(command, lakeome.lakeome(with(path, "--no-such-option")));
            if (!NOT_RUN.contains(command.getCommandSpec().qualifiedName())) {
                check(command, lakeome.lakeome(with(path)));
                check(command, lakeome.lakeome(with(called)));
                check(command, lakeome.lakeome(with(called, "--profile", "walker")));
                check(command, lakeome.lakeome(with(called, "--profile", "nobody")));
                check(command, run(empty, with(called, "--profile", "walker")));
            }
        });
    }

    @Test
    void whatStartsAndStopsServersIsToldInPlainWordsToo() {
        Path empty = folder.resolve("no-server");
        all(Lakeome.commandLine())
                .filter(command -> NOT_RUN.contains(command.getCommandSpec().qualifiedName()))
                .forEach(command -> {
                    String name = command.getCommandName();
                    assertThat(lakeome.lakeome(name, "--help").exitCode()).isZero();
                    RunningLakeome.Output stray = lakeome.lakeome(name, "walk_nothing");
                    check(command, stray);
                    assertThat(stray.exitCode()).as(stray.toString()).isEqualTo(2);
                });
        for (String name : List.of("stop", "doctor")) {
            RunningLakeome.Output output = run(empty, name);
            check(Lakeome.commandLine().getSubcommands().get(name), output);
        }
    }

    /** A store, a job, a share and an access key of somebody else are told in the words for ones that never were. */
    @Test
    void whatAnotherAccountHasIsToldAsWhatIsNotThere() throws IOException {
        Path genes = Files.writeString(folder.resolve("secret.gff3"), "##gff-version 3\n");
        String job = lakeome.lakeome(
                        "import",
                        genes.toString(),
                        "--store",
                        "walk_secret",
                        "--no-wait",
                        "--profile",
                        "walkers_friend")
                .out()
                .strip();
        String share = lakeome.lakeome(
                        "share", "create", "walk_secret", "--with", "walkers_foe", "--profile", "walkers_friend")
                .out()
                .strip();
        String key = lakeome.keys("walkers_friend").resolveCredentials().accessKeyId();
        for (String[] pair : new String[][] {
            {"walk_secret", "walk_nothing"},
            {job, "00000000-0000-4000-8000-000000000000"},
            {share, "11111111-0000-4000-8000-000000000000"},
            {key, "LKNEVERWASNEVERWAS00"}
        }) {
            all(Lakeome.commandLine())
                    .filter(command ->
                            !NOT_RUN.contains(command.getCommandSpec().qualifiedName()))
                    // Who runs the server sees all accounts.
                    .filter(command -> !command.getCommandSpec().qualifiedName().startsWith("lakeome account "))
                    .filter(command -> !arguments(command, "x").isEmpty())
                    .forEach(command -> {
                        String hidden = said(command, pair[0]);
                        assertThat(hidden)
                                .as(command.getCommandSpec().qualifiedName())
                                .isEqualTo(said(command, pair[1]));
                    });
        }
        said(0, "import", "cancel", job, "--profile", "walkers_friend");
    }

    /** Exit code and words of a command about something of that name, which is X in them. */
    private String said(CommandLine command, String name) {
        List<String> words = new ArrayList<>(
                Arrays.asList(command.getCommandSpec().qualifiedName().split(" ")));
        words.removeFirst();
        words.addAll(arguments(command, name));
        RunningLakeome.Output output = lakeome.lakeome(with(words, "--profile", "walker"));
        check(command, output);
        return (output.exitCode() + " " + output.out() + output.err()).replace(name, "X");
    }

    private void check(CommandLine command, RunningLakeome.Output output) {
        String name = command.getCommandSpec().qualifiedName() + " " + output;
        assertThat(DOCUMENTED).as(name).contains(output.exitCode());
        if (!command.getCommandName().equals("generate-completion")) {
            assertThat(output.out() + output.err())
                    .as(name)
                    .doesNotContainPattern(
                            "Exception|software\\.amazon|\\bjava\\.[a-z]|botocore|\\bat org\\.|\\bat picocli|failed to satisfy");
        }
    }

    /** The name for each argument; a folder of its own for what is written. */
    private static List<String> arguments(CommandLine command, String name) {
        List<String> words = new ArrayList<>();
        for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
            words.add(argument.type() == Path.class ? folder.resolve("written").toString() : name);
        }
        command.getCommandSpec().options().stream()
                .filter(option -> option.required() || option.longestName().equals("--yes"))
                .forEach(option -> {
                    words.add(option.longestName());
                    if (option.arity().max() > 0) {
                        words.add(
                                option.longestName().equals("--output")
                                        ? folder.resolve("out").toString()
                                        : name);
                    }
                });
        return words;
    }

    private static RunningLakeome.Output run(Path data, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Lakeome.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(with(List.of(words), "--data", data.toString()));
        return new RunningLakeome.Output(code, out.toString(), err.toString());
    }

    private static String[] with(List<String> path, String... more) {
        return Stream.concat(path.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String[] named(String[] words, String store) {
        return Arrays.stream(words)
                .map(word -> word.equals("STORE") ? store : word)
                .toArray(String[]::new);
    }

    private Told said(int exitCode, String... words) {
        RunningLakeome.Output output = lakeome.lakeome(words);
        assertThat(output.exitCode()).as(output.toString()).isEqualTo(exitCode);
        return new Told(output.err());
    }

    private record Told(String actual) {
        Told contains(String text) {
            assertThat(actual).contains(text);
            return this;
        }

        Told doesNotContain(String text) {
            assertThat(actual).doesNotContain(text);
            return this;
        }
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CliWalkTest::all));
    }
}
