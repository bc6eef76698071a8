package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.example.ExampleData;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;

class KilledWorkerTest {

    private static final long CALLS = 10_000L * 100;

    @TempDir
    Path folder;

    @Test
    void workerKilledInTheMiddleOfAnImportLeavesAllRowsOrNone() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        OmicsClient omics = lakeome.omics("grace");
        Jobs jobs = new Jobs(lakeome, "grace");
        jobs.store("killed");
        String source = jobs.upload(ExampleData.write(folder, 1).cohort());
        String job = jobs.start("killed", List.of(source));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> omics.getVariantImportJob(get -> get.jobId(job)).statusMessage(),
                        text -> text.contains(" rows"));

        ProcessHandle worker = ProcessHandle.current()
                .descendants()
                .filter(child -> Processes.commandLine(child).contains("IngestWorker"))
                .findFirst()
                .orElseThrow();
        worker.destroyForcibly();

        // The server answers all the while.
        assertThat(omics.getVariantStore(get -> get.name("killed")).name()).isEqualTo("killed");
        GetVariantImportJobResponse ended = jobs.await(job);
        long rows;
        try (Connection connection = lakeome.connect("grace")) {
            rows = (Long) RunningLakeome.rows(connection, "SELECT count(*) FROM killed")
                    .getFirst()
                    .getFirst();
        }
        System.out.printf("after kill -9: %s, %d rows, %s%n", ended.status(), rows, ended.statusMessage());
        assertThat(rows).isEqualTo(ended.status() == JobStatus.COMPLETED ? CALLS : 0);
        assertThat(ended.status()).isIn(JobStatus.COMPLETED, JobStatus.FAILED);
        jobs.drop("killed");
    }
}
