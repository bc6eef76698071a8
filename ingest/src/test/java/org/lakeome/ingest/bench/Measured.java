package org.lakeome.ingest.bench;

import java.util.Comparator;
import java.util.List;

/** Figures of one run; memory in MiB, 0 where it was not looked at. */
record Measured(double cpu, double wall, long records, long rows, long bytes, long memory) {
    /** The run whose CPU time is in the middle. */
    static Measured median(List<Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Measured::cpu))
                .toList()
                .get(runs.size() / 2);
    }
}
