package org.lakeome.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** parquet-java reads back what is encoded, of any width and mixture of runs. */
class HybridRunsTest {
    private static final long SEED = new Random().nextLong();

    private final Random random = new Random(SEED);

    HybridRunsTest() {
        System.out.println("HybridRunsTest seed " + SEED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31})
    void wholeNumbers(int width) throws IOException {
        for (int round = 0; round < 200; round++) {
            int[] values = values(random.nextInt(300), width);
            int from = values.length == 0 ? 0 : random.nextInt(values.length);
            ByteSink out = new ByteSink();
            HybridRuns.encode(values, from, values.length, width, out);

            RunLengthBitPackingHybridDecoder decoder = decoder(width, out);
            for (int at = from; at < values.length; at++) {
                assertThat(decoder.readInt())
                        .as("seed %d, width %d, round %d, place %d", SEED, width, round, at)
                        .isEqualTo(values[at]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7})
    void levels(int width) throws IOException {
        for (int round = 0; round < 200; round++) {
            int[] values = values(random.nextInt(300), width);
            byte[] levels = new byte[values.length];
            for (int at = 0; at < levels.length; at++) {
                levels[at] = (byte) values[at];
            }
            ByteSink out = new ByteSink();
            HybridRuns.encode(levels, 0, levels.length, width, out);

            RunLengthBitPackingHybridDecoder decoder = decoder(width, out);
            for (int at = 0; at < levels.length; at++) {
                assertThat(decoder.readInt())
                        .as("seed %d, width %d, round %d, place %d", SEED, width, round, at)
                        .isEqualTo(levels[at]);
            }
        }
    }

    private static RunLengthBitPackingHybridDecoder decoder(int width, ByteSink out) {
        return new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(out.bytes, 0, out.length));
    }

    /** Runs of about the length from which they are worth a header of their own, and noise. */
    private int[] values(int size, int width) {
        int[] values = new int[size];
        for (int at = 0; at < size; ) {
            int value = random.nextInt() & (1 << width) - 1;
            for (int run = random.nextBoolean() ? 1 : 1 + random.nextInt(20); run > 0 && at < size; run--) {
                values[at++] = value;
            }
        }
        return values;
    }
}
