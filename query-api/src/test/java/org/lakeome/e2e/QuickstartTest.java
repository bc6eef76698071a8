package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script as a user runs it, with processes of its own. */
class QuickstartTest {

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        lakeome("stop");
    }

    @Test
    void quickstartEndsWellTwiceAndARestartedServerHasLostNothing() throws Exception {
        Output first = lakeome("quickstart");
        assertThat(first.exit).as(first.text).isZero();
        assertThat(first.text).contains("titv_ratio", "(refused, as it has to be)", "Done in");
        System.out.println(
                first.text.lines().filter(line -> line.startsWith("== ")).reduce("", (a, b) -> a + b + "\n"));

        Output second = lakeome("quickstart");
        assertThat(second.exit).as(second.text).isZero();

        assertThat(lakeome("stop").exit).isZero();
        assertThat(running()).isEmpty();

        assertThat(lakeome("start").exit).isZero();
        Output rows = lakeome("sql", "SELECT count(*) AS calls FROM cohort", "--profile", "alice", "--output", "csv");
        assertThat(rows.text).contains("1000000");
        assertThat(lakeome("doctor", "--profile", "alice").exit).isZero();
        assertThat(lakeome("stop").exit).isZero();
        assertThat(running()).isEmpty();
    }

    @Test
    void quickstartTakesRealGvcfs() throws Exception {
        Path panel = RunningLakeome.DATA.resolve("hail-gvcf/1kg_chr22");
        assumeTrue(Files.isDirectory(panel), "no gVCFs at " + panel);
        List<String> words = new ArrayList<>(List.of("quickstart", "--vcf"));
        try (Stream<Path> files = Files.list(panel)) {
            files.filter(file -> file.toString().endsWith(".g.vcf.gz"))
                    .sorted()
                    .map(Path::toString)
                    .forEach(words::add);
        }

        Output run = lakeome(words.toArray(String[]::new));

        assertThat(run.exit).as(run.text).isZero();
        assertThat(run.text).contains("from %d files".formatted(words.size() - 2));
    }

    @Test
    void serverWithDemoAccountsRefusesToListenBeyondLoopback() throws Exception {
        assertThat(lakeome("start").exit).isZero();
        assertThat(lakeome("account", "create", "demo_one", "--demo").exit).isZero();
        assertThat(lakeome("stop").exit).isZero();

        Output refused = lakeome(Map.of("LAKEOME_HTTP_HOST", "0.0.0.0"), "start");

        assertThat(refused.exit).isEqualTo(2);
        assertThat(refused.text).contains("http.host is 0.0.0.0");

        Output refusedToo = lakeome(Map.of("LAKEOME_HTTP_INTERNAL_HOST", "0.0.0.0"), "start");

        assertThat(refusedToo.exit).isEqualTo(2);
        assertThat(refusedToo.text).contains("http.internal-host is 0.0.0.0");
    }

    private List<String> running() {
        return ProcessHandle.allProcesses()
                .map(Processes::commandLine)
                .filter(command -> command.contains(folder.toString()))
                .toList();
    }

    private record Output(int exit, String text) {}

    private Output lakeome(String... words) throws IOException, InterruptedException {
        return lakeome(Map.of(), words);
    }

    private Output lakeome(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(RunningLakeome.ROOT.resolve("lakeome").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "LAKEOME_BUILD", "no",
                        "LAKEOME_HOME", folder.resolve("data").toString(),
                        "LAKEOME_HTTP_PORT", "0",
                        "LAKEOME_S3_PORT", "0",
                        "LAKEOME_TRINO_PORT", "0"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
        return new Output(process.exitValue(), text);
    }
}
