package org.lakeome.ingest;

import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one Spark of a test JVM. */
public final class LocalSpark {
    private static final SparkSession SESSION = SparkSession.builder()
            // the measurements ask for others
            .master(System.getProperty("lakeome.test.master", "local[2]"))
            .appName("lakeome ingest tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.executor.heartbeatInterval", "2s")
            // Tables are read by their location; this catalog only has to exist.
            .config("spark.sql.catalog.default_iceberg", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.default_iceberg.type", "hadoop")
            .config("spark.sql.catalog.default_iceberg.warehouse", "target/no-warehouse")
            .getOrCreate();

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }

    public static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
    }

    public static Dataset<Row> rows(Table table) {
        String location = table.location();
        return SESSION.read().format("iceberg").load(location);
    }
}
