package org.lakeome.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.gff.GffReader;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularFile;
import org.lakeome.ingest.tabular.TabularReader;
import org.lakeome.ingest.tabular.TabularRows;

/** Damaged GFF3 and TSV: refused with a line, or every line of the text is a row; nothing else, and nothing lost. */
class AnnotationMutationTest {
    private static final long SEED = 20261122;
    private static final int MUTATIONS = 3_000;
    private static final String PIECES = "\t\n\r;=,.#>%\"\\-+0x \0\u00ff";

    private record Bytes(byte[] bytes) implements ByteSource {
        @Override
        public String name() {
            return "mutated";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }

    private interface Rows {
        long count(TextSource source) throws IOException;
    }

    @Test
    void damagedFeaturesAreRefusedOrAllRead() throws IOException {
        String text = "##gff-version 3\n"
                + IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> "chr" + i + "\tsrc\tgene\t" + i + "\t" + 10 * i + "\t0." + i + "\t+\t.\tID=g" + i
                                + ";Note=a,b%2C;Is_circular=true\n")
                        .collect(Collectors.joining());
        damage("GFF3", text, AnnotationMutationTest::features, AnnotationMutationTest::featureLines);
    }

    @Test
    void damagedTablesAreRefusedOrAllRead() throws IOException {
        TableLayout layout = TabularRows.layout(
                AnnotationType.CHR_START_END_ZERO_BASE,
                "chrom STRING, start LONG, stop INT, name STRING, score DOUBLE, good BOOLEAN",
                Map.of("CHR", "chrom", "START", "start", "END", "stop"));
        CsvOptions options = CsvOptions.of(Map.of("sep", "\t", "comment", "#"));
        String text = "track name=x\n#c\n"
                + IntStream.rangeClosed(1, 12)
                        .mapToObj(
                                i -> "chr" + i + "\t" + i + "\t" + 10 * i + "\t\"n\t" + i + "\"\t1e-" + i + "\ttrue\n")
                        .collect(Collectors.joining());
        damage("TSV", text, source -> rows(source, layout, options), AnnotationMutationTest::tableLines);
    }

    private static void damage(String what, String text, Rows reading, ToLongFunction<byte[]> lines)
            throws IOException {
        Random random = new Random(SEED);
        int refused = 0;
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = mutate(text.getBytes(StandardCharsets.UTF_8), random);
            try {
                long rows = reading.count(TextSource.open(new Bytes(damaged), IngestLimits.DEFAULT));
                assertThat(rows)
                        .as("mutation %d of seed %d: %s", i, SEED, new String(damaged, StandardCharsets.ISO_8859_1))
                        .isEqualTo(lines.applyAsLong(damaged));
                read++;
            } catch (InputFault fault) {
                assertThat(fault.getMessage()).contains("mutated");
                refused++;
            }
        }
        System.out.printf(
                "%s: %,d mutations, seed %d: %,d refused with a message, %,d read in full%n",
                what, MUTATIONS, SEED, refused, read);
        assertThat(refused).isGreaterThan(MUTATIONS / 10);
        assertThat(read).isGreaterThan(MUTATIONS / 10);
    }

    private static byte[] mutate(byte[] text, Random random) {
        byte[] damaged = text.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                case 3 -> damaged[at] = damaged[random.nextInt(damaged.length)];
                default -> {
                    int other = random.nextInt(damaged.length);
                    byte swapped = damaged[at];
                    damaged[at] = damaged[other];
                    damaged[other] = swapped;
                }
            }
        }
        return damaged;
    }

    private static long features(TextSource source) throws IOException {
        try (GffReader reader = new GffReader(source, source.whole(), BadLines.FAIL)) {
            while (reader.next()) {
                assertThat(reader.feature()).isNotNull();
            }
            return reader.records();
        }
    }

    private static long rows(TextSource source, TableLayout layout, CsvOptions options) throws IOException {
        TabularFile file = TabularFile.of(source, layout, options);
        try (TabularReader reader = new TabularReader(source, source.whole(), file, null, BadLines.FAIL)) {
            while (reader.next()) {
                assertThat(reader.row()).hasSize(6);
            }
            return reader.records();
        }
    }

    private static long featureLines(byte[] text) {
        long count = 0;
        for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            if (line.startsWith(">") || line.matches("##FASTA *")) {
                break;
            }
            count += line.isEmpty() || line.startsWith("#") || line.matches(" *") ? 0 : 1;
        }
        return count;
    }

    private static long tableLines(byte[] text) {
        return Arrays.stream(new String(text, StandardCharsets.ISO_8859_1).split("\n"))
                .filter(line -> !line.isBlank()
                        && !line.startsWith("#")
                        && !line.matches("track(\\s.*)?") | line.matches("track\\s+\\d.*"))
                .count();
    }
}
