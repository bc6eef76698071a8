package org.lakeome.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK deflates comes back, and of what is damaged no more is taken than the JDK takes. */
class BlockInflaterTest {
    private static final long SEED = new Random().nextLong();
    private static final int MOST = 1 << 16;
    private static final int KINDS = 6;

    private final Random random = new Random(SEED);
    private final BlockInflater inflater = new BlockInflater();

    BlockInflaterTest() {
        System.out.println("BlockInflaterTest seed " + SEED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6, 9})
    void whatTheJdkDeflatesComesBack(int level) {
        for (int strategy : List.of(Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY)) {
            for (int size : List.of(0, 1, 2, 7, 300, 5_000, 1 + random.nextInt(MOST - 1), MOST)) {
                for (int kind = 0; kind < KINDS; kind++) {
                    byte[] text = text(kind, size);
                    byte[] packed = deflated(text, level, strategy);
                    assertThat(inflated(packed)).as("seed " + SEED).isEqualTo(text);
                }
            }
        }
    }

    @Test
    void damagedBytesAreRefusedOrReadAsTheJdkReadsThem() {
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] packed = deflated(text(random.nextInt(KINDS), random.nextInt(2_000)), random.nextInt(10), 0);
            if (random.nextInt(4) == 0) {
                packed = Arrays.copyOf(packed, random.nextInt(packed.length));
            }
            for (int damages = random.nextInt(3); damages > 0 && packed.length > 0; damages--) {
                packed[random.nextInt(Math.min(packed.length, 80))] = (byte) random.nextInt();
            }
            byte[] ours = inflated(packed);
            assertThat(ours).as("seed " + SEED + ", round " + i).isEqualTo(jdkInflated(packed));
            refused += ours == null ? 1 : 0;
        }
        assertThat(refused).as("seed " + SEED).isBetween(800, 3_600);
    }

    /** In ten bits each, so that a hostile file has fifty thousand of them in a block of BGZF. */
    @Test
    void emptyBlocksOfFixedCodesCostNoMoreThanAFewOfTheJdks() {
        byte[] packed = new byte[60_000];
        BitSet bits = new BitSet();
        int blocks = packed.length * Byte.SIZE / 10;
        for (int i = 0; i < blocks; i++) {
            // Is it the last; its kind, from the lowest bit; and seven zeros, which end it.
            bits.set(10 * i, i == blocks - 1);
            bits.set(10 * i + 1);
        }
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, packed, 0, set.length);
        long ours = Long.MAX_VALUE;
        long jdks = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            assertThat(inflated(packed)).isEmpty();
            long middle = System.nanoTime();
            assertThat(jdkInflated(packed)).isEmpty();
            jdks = Math.min(jdks, System.nanoTime() - middle);
            ours = Math.min(ours, middle - start);
        }
        assertThat(ours).isLessThan(10 * jdks);
    }

    @Test
    void moreThanTheMostIsNotTaken() throws DataFormatException {
        for (int kind = 0; kind < KINDS; kind++) {
            byte[] packed = deflated(text(kind, 20_000), random.nextInt(10), 0);
            byte[] padded = Arrays.copyOf(packed, packed.length + BlockInflater.INPUT_PADDING);
            byte[] out = new byte[10_000 + BlockInflater.OUTPUT_PADDING];
            assertThat(inflater.inflate(padded, 0, packed.length, out, 10_000))
                    .as("seed " + SEED)
                    .isGreaterThan(10_000);
        }
    }

    /** Noise; runs; short and long repetitions from near and far; and letters some of which are rare, so that codes are long. */
    private byte[] text(int kind, int size) {
        byte[] text = new byte[size];
        if (kind == 0) {
            random.nextBytes(text);
            return text;
        }
        for (int at = 0; at < size; ) {
            int distance = kind == 1 ? 1 : 1 + random.nextInt(kind == 2 ? 9 : Math.max(1, at));
            if (kind < 5 && at >= distance && random.nextInt(3) > 0) {
                for (int more = random.nextInt(kind == 3 ? 20 : 400); more > 0 && at < size; more--, at++) {
                    text[at] = text[at - distance];
                }
            } else {
                text[at++] = (byte) (100 + 20 * random.nextGaussian() * random.nextGaussian());
            }
        }
        return text;
    }

    static byte[] deflated(byte[] text, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(text);
        deflater.finish();
        byte[] packed = new byte[2 * text.length + 100];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    /** Null for what is damaged, or of more bytes than a block may have. */
    private byte[] inflated(byte[] packed) {
        byte[] padded = new byte[packed.length + BlockInflater.INPUT_PADDING];
        random.nextBytes(padded);
        System.arraycopy(packed, 0, padded, 0, packed.length);
        byte[] out = new byte[MOST + BlockInflater.OUTPUT_PADDING];
        try {
            int length = inflater.inflate(padded, 0, packed.length, out, MOST);
            return length > MOST ? null : Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            return null;
        }
    }

    private static byte[] jdkInflated(byte[] packed) {
        Inflater jdk = new Inflater(true);
        jdk.setInput(packed);
        byte[] out = new byte[MOST + 1];
        try {
            int length = jdk.inflate(out);
            return jdk.finished() && length <= MOST ? Arrays.copyOf(out, length) : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            jdk.end();
        }
    }
}
