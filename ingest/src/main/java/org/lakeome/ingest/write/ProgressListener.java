package org.lakeome.ingest.write;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Keeps the last value that each running or finished task told for each accumulator; any thread may read. */
final class ProgressListener extends SparkListener {
    private record Key(long accumulator, long task) {}

    private final Map<Key, Object> values = new ConcurrentHashMap<>();
    private volatile String position = "";
    private volatile long positionAccumulator = -1;

    void watchPosition(long accumulator) {
        positionAccumulator = accumulator;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> keep(((Number) task._1()).longValue(), task._4()));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        keep(end.taskInfo().taskId(), end.taskInfo().accumulables());
    }

    private void keep(long task, Iterable<AccumulableInfo> updates) {
        for (AccumulableInfo info : CollectionConverters.asJava(updates)) {
            Object value = info.update().isDefined() ? info.update().get() : null;
            if (value instanceof Long) {
                values.put(new Key(info.id(), task), value);
            } else if (info.id() == positionAccumulator && value != null) {
                position = value.toString();
            }
        }
    }

    long sum(long accumulator) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().accumulator() == accumulator)
                .mapToLong(entry -> (Long) entry.getValue())
                .sum();
    }

    String position() {
        return position;
    }
}
