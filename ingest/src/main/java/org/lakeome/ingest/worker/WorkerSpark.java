package org.lakeome.ingest.worker;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The worker's one Spark session. */
final class WorkerSpark {
    private WorkerSpark() {}

    /** Nothing listens beyond loopback in local mode; progress travels with the heartbeats, hence their pace. */
    static SparkSession start(WorkerConfig config) {
        Path local = config.workFolder().resolve("spark");
        return SparkSession.builder()
                .master(config.sparkMaster())
                .appName("lakeome ingest " + config.name())
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", local.toString())
                .config("spark.sql.warehouse.dir", local.resolve("warehouse").toString())
                .config("spark.executor.heartbeatInterval", "2s")
                .config("spark.ui.showConsoleProgress", false)
                .config("spark.scheduler.mode", "FAIR")
                .getOrCreate();
    }
}
