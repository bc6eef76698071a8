package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** CancelVariantImportJob in the middle of an import: the Spark job stops, and nothing of it is left. */
class CancelTest {

    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT""";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void cancelledImportLeavesNoRowAndNoFileAndTheWorkerTakesTheNextAtOnce() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        OmicsClient omics = lakeome.omics("cleo");
        Jobs jobs = new Jobs(lakeome, "cleo");
        jobs.store("stopped");
        jobs.store("spared");
        byte[] text = vcf(8, 500_000);
        List<String> large = IntStream.range(0, 4)
                .mapToObj(i -> jobs.upload("large" + i + ".vcf", text))
                .toList();
        String small = jobs.upload("small.vcf", vcf(2, 5));
        Path warehouse = lakeome.data().resolve("warehouse").resolve(lakeome.account("cleo"));
        String job = jobs.start("stopped", large);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !dataFiles(warehouse).isEmpty());

        omics.cancelVariantImportJob(cancel -> cancel.jobId(job));
        String next = jobs.start("spared", List.of(small));

        GetVariantImportJobResponse cancelled = jobs.await(job);
        assertThat(cancelled.status()).as(cancelled.statusMessage()).isEqualTo(JobStatus.CANCELLED);
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> omics.getVariantImportJob(get -> get.jobId(next)).status(), JobStatus.COMPLETED::equals);
        try (Connection connection = lakeome.connect("cleo")) {
            assertThat(RunningLakeome.rows(
                            connection, "SELECT (SELECT count(*) FROM stopped), (SELECT count(*) FROM spared)"))
                    .containsExactly(List.of(0L, 10L));
            List<Path> wanted = RunningLakeome.rows(connection, "SELECT file_path FROM \"spared$files\"").stream()
                    .map(row -> Path.of(row.getFirst().toString().replaceFirst("^file:/+", "/")))
                    .toList();
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class) // a file that went while they were listed
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(dataFiles(warehouse)).containsExactlyInAnyOrderElementsOf(wanted));
        }
        jobs.drop("stopped");
        jobs.drop("spared");
    }

    /** All records alike but for the position: many more than the first row group has, which opens the files. */
    private static byte[] vcf(int samples, int records) {
        String names = IntStream.range(0, samples).mapToObj(i -> "\tS" + i).collect(Collectors.joining());
        String calls = "\tA\tC\t.\t.\t.\tGT" + "\t0/1".repeat(samples) + "\n";
        StringBuilder text = new StringBuilder(HEADER).append(names).append('\n');
        for (int i = 1; i <= records; i++) {
            text.append("chr1\t").append(i).append("\t.").append(calls);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> dataFiles(Path warehouse) throws IOException {
        try (Stream<Path> all = Files.walk(warehouse)) {
            return all.filter(path -> path.toString().contains("/data/"))
                    .filter(path -> !Files.isDirectory(path))
                    .toList();
        }
    }
}
