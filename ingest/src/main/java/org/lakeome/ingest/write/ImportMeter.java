package org.lakeome.ingest.write;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/** Adds up what an import's tasks tell; any thread may read. */
final class ImportMeter implements AutoCloseable {
    private final JavaSparkContext spark;
    private final ProgressListener listener = new ProgressListener();
    private final AtomicLong bytesTotal = new AtomicLong();
    private final LongAccumulator bytes;
    private final LongAccumulator records;
    private final LongAccumulator rows;
    private final PositionAccumulator position = new PositionAccumulator();

    ImportMeter(JavaSparkContext spark) {
        this.spark = spark;
        bytes = spark.sc().longAccumulator("import bytes");
        records = spark.sc().longAccumulator("import records");
        rows = spark.sc().longAccumulator("import rows");
        spark.sc().register(position, "import position");
        listener.watchPosition(position.id());
        spark.sc().addSparkListener(listener);
    }

    TaskProgress forTasks() {
        return new TaskProgress(bytes, records, rows, position);
    }

    void expect(long packedBytes) {
        bytesTotal.addAndGet(packedBytes);
    }

    ImportProgress progress() {
        return new ImportProgress(
                listener.sum(bytes.id()),
                bytesTotal.get(),
                listener.sum(records.id()),
                listener.sum(rows.id()),
                listener.position());
    }

    @Override
    public void close() {
        spark.sc().removeSparkListener(listener);
    }
}
