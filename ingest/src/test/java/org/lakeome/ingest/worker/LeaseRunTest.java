package org.lakeome.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.write.CommitRefused;
import org.lakeome.ingest.write.ImportStopped;

class LeaseRunTest {
    private static final Lease LEASE = new Lease("w-1", "VARIANT_IMPORT", 3, 30, NullNode.getInstance());

    private FakeWorkServer fake;
    private WorkServer server;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeWorkServer();
        server = new WorkServer(new WorkerConfig(fake.uri(), "secret", Path.of("."), "local[1]", "w", false));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void leaseIsReadWithItsSpecification() throws Exception {
        fake.lease = "{\"workId\":\"w-1\",\"kind\":\"VARIANT_IMPORT\",\"attempt\":2,\"leaseSeconds\":30,\"new\":1,"
                + "\"spec\":{\"jobId\":\"j\"}}";
        Optional<Lease> lease = server.lease();
        assertThat(lease.orElseThrow().attempt()).isEqualTo(2);
        assertThat(lease.orElseThrow().spec().path("jobId").asText()).isEqualTo("j");
        assertThat(fake.authorizations).containsExactly("Bearer secret");
        fake.lease = "";
        assertThat(server.lease()).isEmpty();
    }

    @Test
    void finishedJobIsToldWithItsAttempt() throws Exception {
        run(new Job(job -> new Finish(3, "COMPLETED", "Imported", List.of(), Map.of())));
        assertThat(fake.finished).hasSize(1);
        assertThat(fake.finished.get(0).path("attempt").asInt()).isEqualTo(3);
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void exceptionFailsTheJobAndNotTheWorker() throws Exception {
        run(new Job(job -> {
            throw new IllegalStateException("outer", new IOException("no space left"));
        }));
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("FAILED");
        assertThat(fake.finished.get(0).path("message").asText()).contains("no space left");
    }

    @Test
    void jobThatFailsBecauseItsProcessIsToldToStopIsNotReportedAsFailed() throws Exception {
        Job job = new Job(running -> {
            throw new IllegalStateException("Job cancelled because SparkContext was shut down");
        });
        new LeaseRun(server, LEASE, job, 10, () -> true).run();
        assertThat(fake.finished).isEmpty();
        new LeaseRun(
                        server,
                        LEASE,
                        new Job(running -> new Finish(3, "COMPLETED", "", List.of(), Map.of())),
                        10,
                        () -> true)
                .run();
        assertThat(fake.finished).hasSize(1);
    }

    @Test
    void badSpecificationFailsTheJobAndNotTheWorker() throws Exception {
        Lease lease = new Lease("w-1", "REFERENCE_IMPORT", 3, 30, null);
        new IngestWorker(server, null).run(lease);
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("FAILED");
        assertThat(fake.finished.get(0).path("attempt").asInt()).isEqualTo(3);
    }

    @Test
    void serverKnowsWhatIsReadAloneBeforeItIsRead() {
        server.readingAlone(LEASE, "s3://b/a.vcf");
        assertThat(fake.progress).hasSize(1);
        assertThat(fake.progress.get(0).path("alone").asText()).isEqualTo("s3://b/a.vcf");
        assertThat(fake.progress.get(0).path("attempt").asInt()).isEqualTo(3);
        assertThat(fake.progress.get(0).path("message").asText()).contains("one by one", "s3://b/a.vcf");
        fake.close();
        server.readingAlone(LEASE, "s3://b/b.vcf");
    }

    @Test
    void serverSaysWhichContentItKnows() throws Exception {
        fake.known = "{\"known\":{\"9-aa-bb\":\"job j of yesterday\"}}";
        assertThat(server.known(LEASE, List.of("9-aa-bb", "7-cc-dd")))
                .isEqualTo(Map.of("9-aa-bb", "job j of yesterday"));
        fake.knownStatus = 503;
        assertThatThrownBy(() -> server.known(LEASE, List.of("9-aa-bb")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503");
    }

    @Test
    void fileAtWhichWorkersDiedIsNotLookedAtAgain() throws Exception {
        JsonNode items = new ObjectMapper()
                .readTree("[{\"source\":\"s3://b/a\"},{\"source\":\"s3://b/b\",\"leftOut\":\"it died\"}]");
        LeftOut leftOut = LeftOut.of(items);
        leftOut.require("s3://b/a");
        assertThatThrownBy(() -> leftOut.require("s3://b/b"))
                .isInstanceOf(InputFault.class)
                .hasMessage("it died");
    }

    @Test
    void cancelStopsTheJob() throws Exception {
        fake.cancel = true;
        run(new Job(Job::untilStopped));
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void commitThatIsRefusedBecauseOfACancelThatNoHeartbeatToldYetEndsTheJobCancelled() throws Exception {
        run(new Job(job -> {
            await(() -> !fake.progress.isEmpty());
            fake.cancel = true;
            throw new CommitRefused(new IllegalStateException("no"));
        }));
        assertThat(fake.finished).hasSize(1);
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void commitThatIsRefusedForAnotherReasonFailsTheJob() throws Exception {
        run(new Job(job -> {
            throw new CommitRefused(new IllegalStateException("not in the table's folder"));
        }));
        assertThat(fake.finished.get(0).path("status").asText()).isEqualTo("FAILED");
        assertThat(fake.finished.get(0).path("message").asText()).contains("not in the table's folder");
    }

    @Test
    void lostLeaseStopsTheJobAndNothingMoreIsTold() throws Exception {
        fake.progressStatus = 409;
        Job job = new Job(Job::untilStopped);
        run(job);
        assertThat(job.stopped.getCount()).isZero();
        assertThat(fake.finished).isEmpty();
    }

    @Test
    void heartbeatsCarryOnlyWhatTheServerDoesNotKnowYetAndNotAllAtOnce() throws Exception {
        List<Progress.Item> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            items.add(new Progress.Item(i + "n".repeat(1_000), "IN_PROGRESS", ""));
        }
        Job job = new Job(running -> {
            await(() -> told("IN_PROGRESS") == 250);
            running.items = List.of(new Progress.Item("late", "FAILED", "bad"));
            await(() -> told("FAILED") == 1);
            await(() ->
                    fake.progress.get(fake.progress.size() - 1).path("items").isEmpty());
            return new Finish(3, "COMPLETED", "", List.of(), Map.of());
        });
        job.items = items;
        new LeaseRun(server, LEASE, job, 10).run();
        assertThat(told("IN_PROGRESS")).isEqualTo(250);
        assertThat(told("FAILED")).isEqualTo(1);
        assertThat(fake.progress).allMatch(body -> body.toString().length() < 110_000);
        assertThat(fake.finished).hasSize(1);
    }

    private long told(String status) {
        return fake.progress.stream()
                .flatMap(body -> body.path("items").findValuesAsText("status").stream())
                .filter(status::equals)
                .count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    private void run(Job job) throws InterruptedException {
        new LeaseRun(server, LEASE, job).run();
    }

    /** A job whose end the test chooses. */
    private static final class Job implements WorkerJob {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Body body;
        private volatile List<Progress.Item> items = List.of();

        interface Body {
            Finish run(Job job) throws Exception;
        }

        Job(Body body) {
            this.body = body;
        }

        static Finish untilStopped(Job job) throws InterruptedException {
            assertThat(job.stopped.await(20, TimeUnit.SECONDS)).isTrue();
            throw new ImportStopped();
        }

        @Override
        public Finish run() throws Exception {
            return body.run(this);
        }

        @Override
        public Progress progress() {
            return new Progress(3, "half", 1, 2, 3, 4, 5, "chr1:6", items);
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
