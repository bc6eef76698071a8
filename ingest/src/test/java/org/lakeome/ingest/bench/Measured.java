package org.lakeome.ingest.bench;

import java.util.Comparator;
import java.util.List;

/** Figures of one run in seconds and bytes, memory in MiB beyond that of an idle worker; 0 for what was not looked at. */
record Measured(double cpu, double wall, long records, long rows, long bytes, long memory) {
    /** From the words of a line {@code figures CPU WALL RECORDS ROWS BYTES MEMORY}. */
    static Measured of(String line) {
        String[] words = line.split(" ");
        return new Measured(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]));
    }

    /** One after the other. */
    Measured then(Measured next) {
        return new Measured(cpu + next.cpu, wall + next.wall, 0, 0, next.bytes, 0);
    }

    /** The run whose CPU time is in the middle. */
    static Measured median(List<Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Measured::cpu))
                .toList()
                .get(runs.size() / 2);
    }
}
