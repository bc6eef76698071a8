package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** {@code lakeome optimize} through the running server: the rows stay, also for who asks meanwhile. */
class OptimizeTest {
    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	HG0001	HG0002
            """;
    private static final String ALL = """
            SELECT count(*), count(DISTINCT sampleid),
                checksum(ROW(sampleid, contigname, start, referenceallele, calls, element_at(attributes, 'DP')))
            FROM %s""";

    private final RunningLakeome lakeome;
    private final Jobs jobs;

    OptimizeTest() throws Exception {
        lakeome = RunningLakeome.get();
        jobs = new Jobs(lakeome, "olga");
        lakeome.account("bob");
    }

    @Test
    void filesOfImportsAreJoinedAndTheRowsStay() throws Exception {
        jobs.store("joined");
        imported("joined", 100, 1);
        imported("joined", 200, 1);
        try (Connection connection = lakeome.connect("olga")) {
            List<String> rows = ask(connection, "joined");
            assertThat(rows).startsWith("4", "2");
            RunningLakeome.Output plan = lakeome.lakeome("optimize", "joined", "--dry-run", "--profile", "olga");
            assertThat(plan.out()).as("%s", plan).contains("Would join 4 files into about 2");

            RunningLakeome.Output done = lakeome.lakeome("optimize", "joined", "--retain", "1h", "--profile", "olga");

            assertThat(done.exitCode()).as("%s", done).isZero();
            assertThat(done.out()).contains("Joined 4 files into 2, ", "; removed 0 snapshots, 0 orphan files.");
            assertThat(ask(connection, "joined")).isEqualTo(rows);
            assertThat(files(connection, "joined")).isEqualTo(2);
        }
        assertThat(lakeome.lakeome("optimize", "joined", "--profile", "bob").exitCode())
                .as("a store of somebody else")
                .isEqualTo(3);
        jobs.drop("joined");
    }

    @Test
    void whoAsksWhileFilesAreJoinedFindsTheSameRows() throws Exception {
        jobs.store("asked");
        for (int i = 0; i < 6; i++) {
            imported("asked", 1_000 * i, 500);
        }
        AtomicBoolean isDone = new AtomicBoolean();
        try (Connection connection = lakeome.connect("olga");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> rows = ask(connection, "asked");
            assertThat(rows).startsWith("6000", "2");
            CountDownLatch asking = new CountDownLatch(1);
            Callable<Integer> asker = () -> {
                int answers = 0;
                // At least one that begins after the end.
                for (boolean last = false; !last; answers++) {
                    last = isDone.get();
                    assertThat(ask(connection, "asked")).isEqualTo(rows);
                    asking.countDown();
                }
                return answers;
            };
            Future<Integer> answers = threads.submit(asker);
            asking.await();
            RunningLakeome.Output done = lakeome.lakeome("optimize", "asked", "--retain", "1h", "--profile", "olga");
            isDone.set(true);

            assertThat(done.out()).as("%s", done).contains("Joined 12 files into 2, ");
            assertThat(answers.get())
                    .as("answers, of which the first was before")
                    .isGreaterThan(2);
            assertThat(files(connection, "asked")).isEqualTo(2);
        }
        jobs.drop("asked");
    }

    private static List<String> ask(Connection connection, String store) throws Exception {
        return RunningLakeome.rows(connection, ALL.formatted(store)).getFirst().stream()
                .map(cell -> cell instanceof byte[] sum ? HexFormat.of().formatHex(sum) : String.valueOf(cell))
                .toList();
    }

    private static long files(Connection connection, String store) throws Exception {
        return (Long) RunningLakeome.rows(connection, "SELECT count(*) FROM \"" + store + "$files\"")
                .getFirst()
                .getFirst();
    }

    private void imported(String store, int from, int records) {
        StringBuilder text = new StringBuilder(VCF);
        for (int i = 1; i <= records; i++) {
            text.append("chr3\t")
                    .append(from + i)
                    .append("\t.\tG\tT\t10\tPASS\tDP=")
                    .append(from);
            text.append("\tGT\t0/0\t1/0\n");
        }
        String source = jobs.upload("optimize-" + from + ".vcf", text.toString().getBytes(StandardCharsets.UTF_8));
        GetVariantImportJobResponse job = jobs.run(store, source);
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
    }
}
