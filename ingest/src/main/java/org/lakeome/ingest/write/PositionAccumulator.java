package org.lakeome.ingest.write;

import org.apache.spark.util.AccumulatorV2;

/** The contig and position (1-based) that a task reached last. */
final class PositionAccumulator extends AccumulatorV2<String, String> {
    private volatile String position = "";

    @Override
    public boolean isZero() {
        return position.isEmpty();
    }

    @Override
    public PositionAccumulator copy() {
        PositionAccumulator copy = new PositionAccumulator();
        copy.position = position;
        return copy;
    }

    @Override
    public void reset() {
        position = "";
    }

    @Override
    public void add(String reached) {
        position = reached;
    }

    @Override
    public void merge(AccumulatorV2<String, String> other) {
        position = other.value();
    }

    @Override
    public String value() {
        return position;
    }
}
