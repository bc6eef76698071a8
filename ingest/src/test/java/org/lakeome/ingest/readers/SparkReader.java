package org.lakeome.ingest.readers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lakeome.ingest.LocalSpark;
import scala.collection.Map;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Spark, row by row or by column vectors, over the Iceberg table or over its bare files. */
public final class SparkReader implements TableReader {
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
        SparkSession spark = LocalSpark.session();
        spark.conf().set("spark.sql.iceberg.vectorization.enabled", vectorised);
        spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
        spark.conf().set("spark.sql.files.maxPartitionBytes", 1 << 20);
        try {
            Dataset<Row> source = ofTable ? LocalSpark.rows(table) : files(spark, table);
            source.createOrReplaceTempView("readers_matrix");
            Iterator<Row> rows = spark.sql("select `" + String.join("`, `", question.columns())
                            + "` from readers_matrix" + question.condition())
                    .toLocalIterator();
            while (rows.hasNext()) {
                row.accept(cells(rows.next()));
            }
        } finally {
            spark.conf().unset("spark.sql.iceberg.vectorization.enabled");
            spark.conf().unset("spark.sql.parquet.enableVectorizedReader");
            spark.conf().unset("spark.sql.files.maxPartitionBytes");
        }
    }

    private static Dataset<Row> files(SparkSession spark, Table table) {
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
        if (value instanceof Map<?, ?> map) {
            return CollectionConverters.asJava(map);
        }
        return value instanceof Row struct ? cells(struct) : value;
    }
}
