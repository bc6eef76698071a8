package org.lakeome.ingest.readers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lakeome.ingest.LocalSpark;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Spark, row by row or by column vectors, over the Iceberg table or over its bare files. */
public final class SparkReader implements TableReader {
    /** Tasks run in this JVM, but get only what can be serialised: the number of their reading. */
    private static final Map<Long, Consumer<List<Object>>> TAKERS = new ConcurrentHashMap<>();

    private static final AtomicLong READINGS = new AtomicLong();

    private static final long SPLIT_BYTES = 1 << 20;
    /** So little that small files share a task. */
    private static final long OPEN_COST = 10_000;

    private final boolean ofTable;
    private final boolean vectorised;

    public SparkReader(boolean ofTable, boolean vectorised) {
        this.ofTable = ofTable;
        this.vectorised = vectorised;
    }

    @Override
    public String name() {
        return "Spark" + (ofTable ? " Iceberg" : " Parquet") + (vectorised ? " vectorised" : " by rows");
    }

    @Override
    public void read(Table table, Question question, Consumer<List<Object>> row) {
        SparkSession spark = LocalSpark.session().newSession();
        spark.conf().set("spark.sql.iceberg.vectorization.enabled", vectorised);
        spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
        spark.conf().set("spark.sql.files.maxPartitionBytes", SPLIT_BYTES);
        spark.conf().set("spark.sql.files.openCostInBytes", OPEN_COST);
        Dataset<Row> source = ofTable ? ofTable(spark, table) : ofFiles(spark, table);
        source.createOrReplaceTempView("readers_matrix");
        long reading = READINGS.incrementAndGet();
        TAKERS.put(reading, row);
        try {
            spark.sql("select `" + String.join("`, `", question.columns()) + "` from readers_matrix"
                            + question.condition())
                    .foreachPartition((ForeachPartitionFunction<Row>) rows -> {
                        Consumer<List<Object>> taker = TAKERS.get(reading);
                        rows.forEachRemaining(one -> taker.accept(cells(one)));
                    });
        } finally {
            TAKERS.remove(reading);
        }
    }

    private static Dataset<Row> ofTable(SparkSession spark, Table table) {
        return spark.read()
                .format("iceberg")
                .option("split-size", SPLIT_BYTES)
                .option("file-open-cost", OPEN_COST)
                .load(table.location());
    }

    private static Dataset<Row> ofFiles(SparkSession spark, Table table) {
        String[] files = DataFiles.of(table).stream().map(Path::toString).toArray(String[]::new);
        return spark.read().schema(SparkSchemaUtil.convert(table.schema())).parquet(files);
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(cell(row.get(i)));
        }
        return cells;
    }

    private static Object cell(Object value) {
        if (value instanceof Seq<?> list) {
            return Cells.list(CollectionConverters.asJava(list), SparkReader::cell);
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            return CollectionConverters.asJava(map);
        }
        return value instanceof Row struct ? cells(struct) : value;
    }
}
