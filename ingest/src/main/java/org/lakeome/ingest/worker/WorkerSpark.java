package org.lakeome.ingest.worker;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The worker's one Spark session. */
final class WorkerSpark {
    private WorkerSpark() {}

    static SparkSession start(WorkerConfig config) {
        return SparkSession.builder().config(settings(config)).getOrCreate();
    }

    /** Nothing listens beyond loopback in local mode; progress travels with the heartbeats, hence their pace. */
    static SparkConf settings(WorkerConfig config) {
        Path local = config.workFolder().resolve("spark");
        SparkConf settings = new SparkConf()
                .setMaster(config.sparkMaster())
                .setAppName("lakeome ingest " + config.name())
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", local.toString())
                .set("spark.sql.warehouse.dir", local.resolve("warehouse").toString())
                .set("spark.executor.heartbeatInterval", "2s")
                .set("spark.ui.showConsoleProgress", "false")
                .set("spark.scheduler.mode", "FAIR");
        if (config.sparkMaster().startsWith("local")) {
            // Spark listens for executors here too, where none will ever come, and would deserialise what any process
            // of the machine
            // sends. With these it makes a secret that nobody else has. A cluster has its own secret, in its own
            // configuration.
            settings.set("spark.authenticate", "true").set("spark.network.crypto.enabled", "true");
        }
        return settings;
    }
}
