package org.lakeome.ingest.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lakeome.ingest.write.KnownContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker process: leases work from the server that started it, one piece at a time, until its standard input ends. */
public final class IngestWorker {
    /** Exit code after an OutOfMemoryError, the JVM's own for -XX:+ExitOnOutOfMemoryError. */
    static final int OUT_OF_MEMORY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
    private static final int WARM_UP_RECORDS = 2_000;
    private static final long PAUSE_MILLIS = 2_000;
    private static final long EXIT_MILLIS = 5_000;

    private final WorkServer server;
    private final JavaSparkContext spark;

    IngestWorker(WorkServer server, JavaSparkContext spark) {
        this.server = server;
        this.spark = spark;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WorkerConfig config = WorkerConfig.of(System.getenv());
        if (config.exitOnStdinEof()) {
            endWithStandardInput();
        }
        ProcessEnd.watch();
        try {
            Files.createDirectories(config.workFolder());
            SparkSession session = WorkerSpark.start(config);
            JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
            new WarmUp(spark, WARM_UP_RECORDS, config.workFolder()).run();
            LOG.info("Ready: {}", config);
            new IngestWorker(new WorkServer(config), spark).work();
        } catch (Throwable e) {
            // Spark's own threads would keep a worker alive that takes no work any more.
            LOG.error("The worker cannot go on", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void work() throws InterruptedException {
        while (true) {
            try {
                Optional<Lease> lease = server.lease();
                if (lease.isPresent()) {
                    run(lease.get());
                }
            } catch (IOException e) {
                LOG.warn("The server cannot be asked for work: {}", e.toString());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    void run(Lease lease) throws InterruptedException, IOException {
        LOG.info("Work {} ({}), attempt {}", lease.workId(), lease.kind(), lease.attempt());
        WorkerJob job;
        try {
            job = job(lease);
        } catch (RuntimeException e) {
            LOG.error("Work {} has a bad specification", lease.workId(), e);
            String told =
                    e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
            server.finish(lease.workId(), Finish.failed(lease.attempt(), told));
            return;
        }
        new LeaseRun(server, lease, job).run();
    }

    private WorkerJob job(Lease lease) {
        KnownContent known = contents -> server.known(lease, contents);
        Consumer<String> beginning = source -> server.readingAlone(lease, source);
        if (lease.spec().path("adopts").asBoolean()) {
            return new AdoptJob(spark, lease, beginning);
        }
        return switch (lease.kind()) {
            case "VARIANT_IMPORT" -> new VariantJob(spark, lease, beginning, known);
            case "ANNOTATION_IMPORT" ->
                AnnotationJob.isVcf(lease)
                        ? new VariantJob(spark, lease, beginning, known)
                        : new AnnotationJob(spark, lease, known);
            case "REFERENCE_IMPORT" -> new ReferenceJob(lease);
            case "OPTIMIZE" -> new OptimizeJob(spark, lease);
            case "UNDO_IMPORT" -> new UndoImportJob(spark, lease);
            default ->
                throw new IllegalArgumentException("This worker does not know work of kind " + lease.kind() + ".");
        };
    }

    /** The server holds the other end: when it dies, however it dies, this process ends too. */
    private static void endWithStandardInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // The server sends nothing.
                        }
                    } catch (IOException e) {
                        // The same as the end.
                    }
                    haltAfter(EXIT_MILLIS);
                    System.exit(0);
                },
                "standard input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAfter(long millis) {
        Thread halt = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                    } catch (InterruptedException e) {
                        // Halting at once then.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
    }
}
