package org.lakeome.ingest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopsTest {
    /** Each loop compares what it computes with a plain reading of its input before it is measured. */
    @Test
    void everyLoopRunsAndComputesWhatItShould() throws Exception {
        List<String> scores =
                Loops.run(Path.of("src/test/java"), List.of("-f", "0", "-wi", "0", "-i", "1", "-r", "20ms"));
        assertThat(scores).hasSize(1 + Loops.ROWS.size());
    }
}
