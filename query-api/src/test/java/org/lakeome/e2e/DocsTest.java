package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.example.ExampleData;

/** Every command and SQL text of README and docs runs as it stands there; one that no test knows fails the build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|sql)\\n(.*?)^```$");

    /**
     * What other tests run: QuickstartTest the life of a server, this build `make test`, ClientsTest the AWS tools, SqlConsoleTest what needs
     * a terminal.
     */
    private static final Set<String> RUN_ELSEWHERE = Set.of(
            "./lakeome quickstart",
            "./lakeome quickstart --vcf my.vcf.gz other.g.vcf.gz --reference my.fa",
            "./lakeome start",
            "./lakeome status",
            "./lakeome doctor",
            "./lakeome sql --profile alice",
            "./lakeome stop",
            "make test",
            "export AWS_SHARED_CREDENTIALS_FILE=data/credentials AWS_PROFILE=alice AWS_REGION=us-east-1",
            "export AWS_DISABLE_HOST_PREFIX_INJECTION=true AWS_ENDPOINT_URL_OMICS=http://127.0.0.1:9820",
            "aws omics list-variant-stores",
            "aws s3 ls --endpoint-url http://127.0.0.1:9821",
            // AwsS3CliTest runs it.
            "aws configure set default.s3.signature_version s3v4");

    private static final String ANNOTATED = "##fileformat=VCFv4.2\n"
            + "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format:"
            + " Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|HGVSp\">\n"
            + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
            + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tben\n"
            + "chr20\t20001\t.\tA\tG\t50\tPASS\tCSQ=G|stop_gained&splice_region_variant|HIGH|EDEN|G1|Transcript|T1"
            + "|protein_coding|P1:p.Arg7Ter\tGT\t0/1\t0/0\n"
            + "chr20\t30001\t.\tC\tT\t50\tPASS\tCSQ=T|synonymous_variant|LOW|EDEN|G1|Transcript|T1|protein_coding|\tGT"
            + "\t1/1\t0/1\n";

    private static final Map<String, String> SMALL_FILES = Map.of(
            "genes.gff3", "##gff-version 3\nchr20\t.\tgene\t100\t90000\t.\t+\t.\tID=g1;Name=EDEN\n",
            "scores.tsv", "chrom\tpos\tref\talt\tscore\nchr20\t7\tA\tC\t0.5\n",
            "annotated.vcf", ANNOTATED,
            "targets.bed", "track name=panel\nchr20\t10\t20\n",
            "questions.sql", "-- how many\nSELECT count(*) AS calls FROM cohort;\nSELECT 1;\n");

    @TempDir
    Path folder;

    private ExampleData example;
    private String share = "";
    private String key = "";
    private String job = "";

    @BeforeEach
    void examples() throws IOException {
        example = ExampleData.write(folder, 7);
    }

    @Test
    @Order(1)
    void importPage() throws Exception {
        RunningLakeome.get().account("alice");
        run("docs/import.md");
    }

    @Test
    @Order(2)
    void sqlPage() throws Exception {
        run("docs/sql.md");
    }

    @Test
    @Order(2)
    void recipesPage() throws Exception {
        run("docs/recipes.md");
    }

    @Test
    @Order(3)
    void sharingPage() throws Exception {
        RunningLakeome.get().account("bob");
        run("docs/sharing.md");
    }

    @Test
    @Order(4)
    void migrationPage() throws Exception {
        copyOfATable();
        run("docs/from-healthomics.md");
    }

    /** The Parquet files of the first store, as if they had been copied out of AWS. */
    private void copyOfATable() throws Exception {
        Path exported = Files.createDirectories(folder.resolve("exported"));
        try (Connection connection = RunningLakeome.get().connect("alice")) {
            for (List<Object> row : RunningLakeome.rows(connection, "SELECT file_path FROM \"cohort$files\" LIMIT 3")) {
                Path file = Path.of(URI.create((String) row.getFirst()));
                Files.copy(
                        file, exported.resolve(file.getParent().getParent().getFileName() + "-" + file.getFileName()));
            }
        }
    }

    @Test
    void otherPagesHoldNothingThatNoTestRuns() throws Exception {
        for (String page : List.of("README.md", "docs/aws-tools.md", "docs/operations.md")) {
            run(page);
        }
        try (var pages = Files.list(RunningLakeome.ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .as("a new page needs its test here")
                    .containsExactlyInAnyOrder(
                            "aws-tools.md",
                            "benchmarks.md",
                            "from-healthomics.md",
                            "import.md",
                            "operations.md",
                            "recipes.md",
                            "sharing.md",
                            // Its job runs in ingest's SparkPageTest.
                            "spark.md",
                            "sql.md",
                            // A table of rules, without a command.
                            "vcf-rules.md");
        }
    }

    private void run(String page) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(RunningLakeome.ROOT.resolve(page)));
        while (block.find()) {
            if (block.group(1).equals("sql")) {
                try (Connection connection = RunningLakeome.get().connect("alice")) {
                    assertThat(RunningLakeome.rows(connection, block.group(2)))
                            .as(block.group(2))
                            .isNotEmpty();
                }
            } else {
                for (String command : block.group(2).strip().split("\n")) {
                    if (!RUN_ELSEWHERE.contains(command)) {
                        lakeome(page, command);
                    }
                }
            }
        }
    }

    private void lakeome(String page, String command) throws IOException {
        assertThat(command).as(page).startsWith("./lakeome ");
        Map<String, String> values = new HashMap<>(Map.of(
                "ref.fa", example.reference().toString(),
                "cohort.vcf.gz", example.cohort().toString(),
                "child.vcf.gz", folder.resolve("child.vcf.gz").toString(),
                "trio.vcf.gz", folder.resolve("trio.vcf.gz").toString(),
                "clinvar.vcf", example.clinical().toString(),
                "$BOB", RunningLakeome.get().account("bob"),
                "exported", folder.resolve("exported").toString(),
                "$JOB", job,
                "$SHARE", share,
                "$KEY", key));
        values.put("samples/", folder.resolve("samples") + "/");
        for (Map.Entry<String, String> file : SMALL_FILES.entrySet()) {
            values.put(
                    file.getKey(),
                    Files.writeString(folder.resolve(file.getKey()), file.getValue())
                            .toString());
        }
        RunningLakeome.Output output =
                RunningLakeome.get().lakeome(words(command.substring("./lakeome ".length()), values));
        assertThat(output.exitCode()).as(page + ": " + command + "\n" + output).isZero();
        if (command.contains("account create")) {
            key = valueAfter("access key id", output.out());
        }
        if (command.startsWith("./lakeome import ") && !command.contains(" undo ")) {
            job = output.out().strip();
        }
        if (command.contains("share create")) {
            share = output.out().strip();
        }
    }

    private static String valueAfter(String name, String text) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static String[] words(String line, Map<String, String> values) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(values.getOrDefault(text, text));
        }
        return words.toArray(String[]::new);
    }
}
