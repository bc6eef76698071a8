package org.lakeome.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {
    @TempDir
    Path folder;

    @Test
    void everySplitSizeGivesTheSameLinesOnce() throws IOException {
        for (int seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            List<String> expected = text.isEmpty() ? List.of() : List.of(text.split("\r?\n", -1));
            expected = text.endsWith("\n") ? expected.subList(0, expected.size() - 1) : expected;
            Path plain = Files.writeString(folder.resolve("plain" + seed), text);
            Path bgzf = Bgzf.write(folder.resolve("bgzf" + seed), text, 1 + random.nextInt(200));
            Path gzip = Files.write(folder.resolve("gzip" + seed), gzip(text));
            for (int target : List.of(3, 60, 500, 1 << 20)) {
                assertThat(lines(plain, target))
                        .as("seed " + seed + ", plain, splits of " + target)
                        .isEqualTo(expected);
                assertThat(lines(bgzf, target))
                        .as("seed " + seed + ", BGZF, splits of " + target)
                        .isEqualTo(expected);
                assertThat(lines(gzip, target)).as("seed " + seed + ", gzip").isEqualTo(expected);
            }
        }
    }

    @Test
    void contentOfAFileIsTheSameHoweverItIsCut() throws IOException {
        for (int seed = 1; seed <= 5; seed++) {
            String text = text(new Random(seed));
            for (byte[] bytes :
                    List.of(text.getBytes(StandardCharsets.UTF_8), gzip(text), Bgzf.pack(text, 1 + 40 * seed))) {
                Path file = Files.write(folder.resolve("cut"), bytes);
                for (int target : List.of(3, 60, 500, 1 << 20)) {
                    assertThat(content(open(file), target, Integer.MAX_VALUE))
                            .as("seed " + seed + ", splits of " + target)
                            .isEqualTo(sum(bytes));
                }
            }
        }
    }

    @Test
    void contentIsThatOfTheWholeFileAlsoWhereItsEndIsNotWanted() throws IOException {
        String text = "chr1\t1\n".repeat(100_000);
        for (byte[] bytes : List.of(text.getBytes(StandardCharsets.UTF_8), gzip(text), Bgzf.pack(text, 1000))) {
            TextSource source = open(Files.write(folder.resolve("end"), bytes));
            assertThat(content(source, 1 << 30, 2)).isEqualTo(sum(bytes));
        }
    }

    @Test
    void oneOtherByteIsOtherContent() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "chr1\t1\nchr1\t2\n");
        Path other = Files.writeString(folder.resolve("b"), "chr1\t1\nchr1\t3\n");
        assertThat(content(open(file), 3, 9).text())
                .isNotEqualTo(content(open(other), 3, 9).text());
    }

    private static ContentSum content(TextSource source, int target, int mostLines) throws IOException {
        ContentSum whole = ContentSum.NOTHING;
        for (Split split : source.splits(target)) {
            try (LineReader lines = source.lines(split)) {
                while (lines.lines() < mostLines && lines.next()) {
                    continue;
                }
                whole = whole.plus(lines.content());
            }
        }
        return whole;
    }

    private static ContentSum sum(byte[] bytes) {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes);
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes);
        return new ContentSum(bytes.length, (int) crc32.getValue(), (int) crc32c.getValue());
    }

    @Test
    void lineNumbersAreThoseOfTheFileInEverySplit() throws IOException {
        String text = text(new Random(99));
        Path bgzf = Bgzf.write(folder.resolve("numbers"), text, 50);
        TextSource source = open(bgzf);
        long expected = 0;
        for (Split split : source.splits(60)) {
            try (LineReader lines = source.lines(split)) {
                while (lines.next()) {
                    expected++;
                    if (expected % 17 == 0) {
                        assertThat(lines.lineInFile()).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(expected).isGreaterThan(50);
    }

    @Test
    void flippedBytesAreRefusedOrChangeNothing() throws IOException {
        String text = "chr1\t1\n".repeat(400);
        byte[] packed = Bgzf.pack(text, 300);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("flipped"), damaged);
            try {
                assertThat(String.join("\n", lines(file, 200)) + "\n").isEqualTo(text);
            } catch (InputFault fault) {
                assertThat(fault.getMessage()).contains("flipped");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(400);
    }

    @Test
    void fileCutOffAtAnyByteIsRefused() throws IOException {
        byte[] packed = Bgzf.pack("chr1\t1\n".repeat(100), 300);
        for (int length = 20; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            Path file = Files.write(folder.resolve("cut"), cut);
            assertThatThrownBy(() -> lines(file, 1 << 20))
                    .as("cut at " + length)
                    .isInstanceOf(InputFault.class);
        }
    }

    @Test
    void truncatedGzipIsRefused() throws IOException {
        byte[] packed = gzip("chr1\t1\n".repeat(10_000));
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
        assertThatThrownBy(() -> lines(file, 1 << 20))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void allMembersOfAGzipFileAreRead() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a\n"));
        members.write(gzip("b\n"));
        assertThat(lines(Files.write(folder.resolve("members"), members.toByteArray()), 1))
                .containsExactly("a", "b");
    }

    @Test
    void anyNumberOfEmptyMembersIsRead() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a\n"));
        for (int i = 0; i < 20_000; i++) {
            members.write(gzip(""));
        }
        members.write(gzip("b\n"));
        assertThat(lines(Files.write(folder.resolve("members"), members.toByteArray()), 1))
                .containsExactly("a", "b");
    }

    @Test
    void anyNumberOfEmptyBlocksIsRead() throws IOException {
        byte[] first = Bgzf.pack("a\n", 100);
        byte[] end = BgzfBlock.endOfFile();
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        blocks.write(first, 0, first.length - end.length);
        for (int i = 0; i < 20_000; i++) {
            blocks.write(end);
        }
        blocks.write(Bgzf.pack("b\n", 100));
        Path file = Files.write(folder.resolve("blocks"), blocks.toByteArray());
        assertThat(lines(file, 1 << 20)).containsExactly("a", "b");
        assertThat(lines(file, 1 << 16)).containsExactly("a", "b");
    }

    @Test
    void membersWithAllTheirHeaderFieldsAreRead() throws IOException {
        byte[] plain = gzip("b\n");
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.write(plain, 0, 3);
        // FHCRC, FEXTRA, FNAME and FCOMMENT.
        full.write(2 + 4 + 8 + 16);
        full.write(plain, 4, 6);
        full.write(new byte[] {5, 0, 'X', 'Y', 1, 0, 'z'});
        full.write("b.vcf\0a comment\0".getBytes(StandardCharsets.UTF_8));
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(full.toByteArray());
        full.write((int) crc.getValue() & 0xff);
        full.write((int) crc.getValue() >> 8 & 0xff);
        full.write(plain, 10, plain.length - 10);
        byte[] first = gzip("a\n");
        byte[] both = Arrays.copyOf(first, first.length + full.size());
        System.arraycopy(full.toByteArray(), 0, both, first.length, full.size());
        assertThat(lines(Files.write(folder.resolve("fields"), both), 1)).containsExactly("a", "b");
        both[first.length + 12] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), both);
        assertThatThrownBy(() -> lines(damaged, 1))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("CRC");
    }

    @Test
    void flippedBytesOfGzipAreRefusedOrChangeNothing() throws IOException {
        String text = "chr1\t1\n".repeat(400);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(text));
        members.write(gzip(text));
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = members.toByteArray();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("flipped"), damaged);
            try {
                List<String> lines = lines(file, 200);
                boolean isPacked = (damaged[0] & 0xff) == 0x1f && (damaged[1] & 0xff) == 0x8b;
                assertThat(isPacked ? String.join("\n", lines) + "\n" : text + text)
                        .isEqualTo(text + text);
            } catch (InputFault fault) {
                assertThat(fault.getMessage()).contains("flipped");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void blocksWithFurtherSubfieldsAreReadWhereverTheyStand() throws IOException {
        String text = "chr1\t1\n".repeat(400);
        byte[] packed = Bgzf.pack(text, 300);
        for (int every : List.of(1, 2, 7)) {
            Path file = Files.write(folder.resolve("subfields" + every), withSubfields(packed, every));
            for (int target : List.of(60, 500, 1 << 20)) {
                assertThat(String.join("\n", lines(file, target)) + "\n")
                        .as("every " + every + ", splits of " + target)
                        .isEqualTo(text);
            }
            assertThat(open(file).compression()).isEqualTo(Compression.BGZF);
        }
    }

    /** Puts a further subfield before BC into every such block, and behind it too. */
    private static byte[] withSubfields(byte[] packed, int every) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int block = 0;
        for (int at = 0; at < packed.length; block++) {
            int length = BgzfBlock.length(packed, at, BgzfBlock.headerLength(packed, at));
            if (block % every == 0) {
                out.write(packed, at, 10);
                out.writeBytes(new byte[] {6 + 6 + 4, 0, 'X', 'Y', 2, 0, 'a', 'b', 'B', 'C', 2, 0});
                out.write(length + 10 - 1);
                out.write(length + 10 - 1 >> 8);
                out.writeBytes(new byte[] {'Z', 'Z', 0, 0});
                out.write(packed, at + 18, length - 18);
            } else {
                out.write(packed, at, length);
            }
            at += length;
        }
        return out.toByteArray();
    }

    @Test
    void bgzipJoinedWithGzipIsNamedAndNotCalledCutOff() throws IOException {
        byte[] bgzf = Bgzf.pack("a\n", 100);
        byte[] gzip = gzip("b\n");
        ByteArrayOutputStream inTheMiddle = new ByteArrayOutputStream();
        inTheMiddle.write(bgzf);
        inTheMiddle.write(gzip);
        Path atTheEnd = Files.write(folder.resolve("end.gz"), inTheMiddle.toByteArray());
        inTheMiddle.write(bgzf);
        Path between = Files.write(folder.resolve("middle.gz"), inTheMiddle.toByteArray());
        for (Path file : List.of(atTheEnd, between)) {
            assertThatThrownBy(() -> lines(file, 1 << 20))
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("bgzip up to byte " + bgzf.length + " and plain gzip from there on")
                    .hasMessageNotContaining("cut off");
        }
    }

    @Test
    void damagedBlockHeaderIsNotTakenForAnotherProgramsPart() throws IOException {
        byte[] packed = Bgzf.pack("chr1\t1\n".repeat(100), 300);
        int second = BgzfBlock.length(packed, 0, BgzfBlock.headerLength(packed, 0));
        // The method, the flags, and the name of the subfield that states the length.
        for (int at : new int[] {2, 3, 12}) {
            byte[] damaged = packed.clone();
            damaged[second + at] ^= 0x20;
            Path file = Files.write(folder.resolve("damaged" + at + ".gz"), damaged);
            assertThatThrownBy(() -> lines(file, 1 << 20))
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("is damaged: no block header there");
        }
    }

    @Test
    void bombIsStopped() throws IOException {
        IngestLimits limits = new IngestLimits(1 << 20, 1 << 20, 10, 200, 1 << 16, 10, 10, 10, 10, 10, 10, 10, 10, 10);
        Path file = Files.write(
                folder.resolve("bomb"), gzip("A".repeat(79).concat("\n").repeat(100_000)));
        assertThatThrownBy(() -> read(TextSource.open(LocalFile.of(file), limits), 1 << 20))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("200:1");
    }

    @Test
    void longLineIsStopped() throws IOException {
        IngestLimits limits = new IngestLimits(1 << 20, 1 << 20, 10, 200, 1 << 30, 10, 10, 10, 10, 10, 10, 10, 10, 10);
        Path file = Files.writeString(folder.resolve("long"), "short\n" + "A".repeat(3 << 20));
        assertThatThrownBy(() -> read(TextSource.open(LocalFile.of(file), limits), 1 << 30))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("limit");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = 80 + random.nextInt(80);
        for (int i = 0; i < lines; i++) {
            int length = random.nextInt(5) == 0 ? random.nextInt(300) : random.nextInt(12);
            for (int c = 0; c < length; c++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            boolean last = i == lines - 1;
            if (last && random.nextBoolean()) {
                return text.append('x').toString();
            }
            text.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static TextSource open(Path file) throws IOException {
        return TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
    }

    private static List<String> lines(Path file, int target) throws IOException {
        return read(open(file), target);
    }

    private static List<String> read(TextSource source, int target) throws IOException {
        List<String> all = new ArrayList<>();
        for (Split split : source.splits(target)) {
            try (LineReader lines = source.lines(split)) {
                while (lines.next()) {
                    all.add(new String(
                            lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8));
                }
            }
        }
        return all;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
