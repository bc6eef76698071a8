package org.lakeome.ingest.worker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Starts as a worker does, imports a made-up file, and ends: what the JVM learns of it goes into the cache with which workers
 * start (JEP 483, JEP 515). Main: a folder for what Spark and the import write.
 */
final class Rehearsal {
    /** Enough for the JVM to see which way the loops of an import go. */
    private static final int RECORDS = 100_000;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        URI nowhere = URI.create("http://127.0.0.1");
        WorkerConfig config = new WorkerConfig(nowhere, "", Path.of(arguments[0]), "local[2]", "rehearsal", false);
        try (SparkSession session = WorkerSpark.start(config)) {
            JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
            new WarmUp(spark, RECORDS, config.workFolder()).run();
        }
        System.exit(0);
    }
}
