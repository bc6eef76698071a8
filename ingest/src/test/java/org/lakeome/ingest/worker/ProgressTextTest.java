package org.lakeome.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lakeome.ingest.write.ImportProgress;

class ProgressTextTest {
    @Test
    void saysBytesSpeedPlaceRowsAndTimeLeft() {
        ImportProgress progress = new ImportProgress(12_300_000, 45_000_000, 405_000, 120_000, "chr20:1234567");
        assertThat(ProgressText.of(progress, 5))
                .isEqualTo("12.3 MB of 45.0 MB (27%), 81,000 records/s, at chr20:1234567, 120,000 rows,"
                        + " about 13 s left");
    }

    @Test
    void guessesNothingBeforeItKnows() {
        assertThat(ProgressText.of(new ImportProgress(0, 0, 0, 0, ""), 9)).isEqualTo("opening the sources");
        assertThat(ProgressText.of(new ImportProgress(0, 1_000_000, 0, 0, ""), 1))
                .isEqualTo("0.0 MB of 1.0 MB (0%), 0 rows");
        assertThat(ProgressText.bytes(new ImportProgress(1_000_000, 1_000_000, 0, 0, ""), 3))
                .endsWith(", finishing");
    }
}
