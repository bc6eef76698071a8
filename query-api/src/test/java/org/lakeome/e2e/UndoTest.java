package org.lakeome.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** {@code lakeome import undo} through the running server: counts by SQL, before and after an optimize, beside an import. */
class UndoTest {

    @TempDir
    Path folder;

    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	HG0001	HG0002
            """;

    private final RunningLakeome lakeome;
    private final OmicsClient omics;
    private final Jobs jobs;

    UndoTest() throws Exception {
        lakeome = RunningLakeome.get();
        omics = lakeome.omics("ursula");
        jobs = new Jobs(lakeome, "ursula");
        lakeome.account("bob");
    }

    @Test
    void importIsTakenBackWholeWhereverItsRowsLie() throws Exception {
        jobs.store("takenback");
        String first = imported("takenback", 100, 3);
        String second = imported("takenback", 200, 4);
        String third = imported("takenback", 300, 5);
        try (Connection connection = lakeome.connect("ursula")) {
            assertThat(rows(connection)).containsExactly(count(first, 6), count(second, 8), count(third, 10));

            RunningLakeome.Output plan = undo(third, "ursula", "--dry-run");
            assertThat(plan.out()).as("%s", plan).contains("Would remove 10 rows in 2 files from table takenback.");
            RunningLakeome.Output alone = undo(third, "ursula", "--yes");
            assertThat(alone.out()).as("%s", alone).contains("Removed 10 rows from table takenback.");
            assertThat(rows(connection)).containsExactly(count(first, 6), count(second, 8));

            assertThat(lakeome.lakeome("optimize", "takenback", "--profile", "ursula")
                            .out())
                    .contains("Joined 4 files into 2");
            // The one worker has the import first: what needs it waits, and nothing is lost.
            String beside = jobs.start("takenback", List.of(upload(400, 2_000)));
            assertThat(undo(second, "ursula", "--dry-run").out()).contains("Would remove 8 rows", "a worker reads 2");
            RunningLakeome.Output joined = undo(second, "ursula", "--yes");
            assertThat(joined.out()).as("%s", joined).contains("Removed 8 rows from table takenback");
            assertThat(jobs.await(beside).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(rows(connection)).containsExactly(count(first, 6), count(beside, 4_000));

            assertThat(undo(beside, "ursula", "--yes").exitCode()).isZero();
            assertThat(rows(connection)).containsExactly(count(first, 6));
            assertThat(RunningLakeome.rows(connection, "SELECT sum(file_size_in_bytes) FROM \"takenback$files\""))
                    .containsExactly(List.of(size("takenback")));
        }
        GetVariantImportJobResponse told = omics.getVariantImportJob(get -> get.jobId(second));
        assertThat(told.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(told.statusMessage()).startsWith("Undone: its rows are no longer in the store.");
        assertThat(undo(second, "ursula", "--yes").exitCode()).as("twice").isEqualTo(5);
        RunningLakeome.Output foreign = undo(first, "bob", "--yes");
        RunningLakeome.Output unknown = undo(UUID.randomUUID().toString(), "bob", "--yes");
        assertThat(foreign.exitCode()).isEqualTo(3).isEqualTo(unknown.exitCode());
        assertThat(withoutIds(foreign.err())).isEqualTo(withoutIds(unknown.err()));
        jobs.drop("takenback");
    }

    @Test
    void workerKilledWhileItTakesRowsOutLeavesAllOrNoneAndTheUndoEnds() throws Exception {
        jobs.store("halfback");
        String kept = imported("halfback", 100, 2_000);
        String undone = imported("halfback", 5_000, 2_000);
        lakeome.lakeome("optimize", "halfback", "--profile", "ursula");
        Thread killer = Thread.ofVirtual().start(UndoTest::killTheWorkerSoon);

        RunningLakeome.Output ended = undo(undone, "ursula", "--yes");

        killer.join();
        assertThat(ended.out()).as("%s", ended).contains("Removed 4,000 rows from table halfback");
        try (Connection connection = lakeome.connect("ursula")) {
            assertThat(RunningLakeome.rows(
                            connection, "SELECT importjobid, count(*) FROM halfback GROUP BY 1 ORDER BY 2"))
                    .containsExactly(count(kept, 4_000));
        }
        jobs.drop("halfback");
    }

    @Test
    void sameContentIsAskedAboutToldOrSkippedUntilItIsTakenBack() throws Exception {
        jobs.store("twofold");
        Path file = Files.writeString(folder.resolve("first.vcf"), text(700, 3));
        Path copy = Files.writeString(folder.resolve("copy.vcf"), text(700, 3));
        String first = imported(0, "twofold", file).out().strip();

        RunningLakeome.Output refused = imported(6, "twofold", copy);
        assertThat(refused.err()).contains("Not imported", "job " + first + " of 20", "first.vcf", "--again");
        String again = imported(0, "twofold", copy, "--again").out().strip();
        GetVariantImportJobResponse byApi =
                jobs.run("twofold", jobs.upload("twofold.vcf", text(700, 3).getBytes(UTF_8)));
        assertThat(byApi.status()).as(byApi.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        assertThat(byApi.items().getFirst().statusMessage()).contains("already, from job " + first, "once more");

        String arn = omics.getVariantStore(get -> get.name("twofold")).storeArn();
        omics.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("lakeome:on-duplicate", "skip")));
        GetVariantImportJobResponse skipped =
                jobs.run("twofold", jobs.upload("skipped.vcf", text(700, 3).getBytes(UTF_8)), upload(800, 2));
        assertThat(skipped.status()).as(skipped.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        assertThat(skipped.items().getFirst().statusMessage())
                .startsWith("Skipped")
                .contains("job " + first);
        omics.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("lakeome:on-duplicate", "fail")));
        assertThat(jobs.run("twofold", jobs.upload("failed.vcf", text(700, 3).getBytes(UTF_8)))
                        .status())
                .isEqualTo(JobStatus.FAILED);
        try (Connection connection = lakeome.connect("ursula")) {
            assertThat(RunningLakeome.rows(
                            connection, "SELECT importjobid, count(*) FROM twofold GROUP BY 1 ORDER BY 1"))
                    .containsExactlyInAnyOrder(
                            count(first, 6), count(again, 6), count(byApi.id(), 6), count(skipped.id(), 4));
        }
        for (String job : List.of(first, again, byApi.id())) {
            assertThat(undo(job, "ursula", "--yes").exitCode()).isZero();
        }
        imported(0, "twofold", copy);
        jobs.drop("twofold");
    }

    private RunningLakeome.Output imported(int exit, String store, Path file, String... more) {
        RunningLakeome.Output output = lakeome.lakeome(Stream.concat(
                        Stream.of("import", file.toString(), "--store", store, "--profile", "ursula"), Stream.of(more))
                .toArray(String[]::new));
        assertThat(output.exitCode()).as("%s", output).isEqualTo(exit);
        return output;
    }

    private static void killTheWorkerSoon() {
        try {
            Thread.sleep(1_300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle.current()
                .descendants()
                .filter(child -> Processes.commandLine(child).contains("IngestWorker"))
                .findFirst()
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private String imported(String store, int from, int records) {
        GetVariantImportJobResponse job = jobs.run(store, upload(from, records));
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        return job.id();
    }

    private String upload(int from, int records) {
        return jobs.upload("undo-" + from + ".vcf", text(from, records).getBytes(UTF_8));
    }

    private static String text(int from, int records) {
        StringBuilder text = new StringBuilder(VCF);
        for (int i = 0; i < records; i++) {
            text.append("chr3\t").append(from + i).append("\t.\tG\tT\t10\tPASS\t.\tGT\t0/0\t1/0\n");
        }
        return text.toString();
    }

    private RunningLakeome.Output undo(String job, String as, String option) {
        return lakeome.lakeome("import", "undo", job, option, "--profile", as);
    }

    private long size(String store) {
        return omics.getVariantStore(get -> get.name(store)).storeSizeBytes();
    }

    private static List<List<Object>> rows(Connection connection) throws Exception {
        return RunningLakeome.rows(connection, "SELECT importjobid, count(*) FROM takenback GROUP BY 1 ORDER BY 2");
    }

    private static List<Object> count(String job, long rows) {
        return List.of(job, rows);
    }

    private static String withoutIds(String text) {
        return text.replaceAll("[0-9a-f-]{36}", "ID");
    }
}
