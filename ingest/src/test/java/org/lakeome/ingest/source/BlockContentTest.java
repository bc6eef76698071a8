package org.lakeome.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a block holds is right or refused, whoever has deflated it and whoever inflates it. */
class BlockContentTest {
    private static final String TEXT = "chr1\t100\t.\tA\tC\t50\tPASS\tAC=1\n".repeat(300);

    private final byte[] out = new byte[BgzfBlock.MOST_BYTES + BlockInflater.OUTPUT_PADDING];

    @Test
    void whatOurInflaterRefusesIsReadByTheJdk() throws Exception {
        BlockContent content = new BlockContent((packed, from, to, inflated, most) -> {
            throw new DataFormatException("no code of mine");
        });

        assertThat(read(content, Bgzf.pack(TEXT, 65_280))).isEqualTo(TEXT);
    }

    @Test
    void whatOurInflaterGetsWrongIsReadByTheJdk() throws Exception {
        BlockInflater own = new BlockInflater();
        BlockContent content = new BlockContent((packed, from, to, inflated, most) -> {
            int length = own.inflate(packed, from, to, inflated, most);
            inflated[length / 2] ^= 1;
            return length;
        });

        assertThat(read(content, Bgzf.pack(TEXT, 65_280))).isEqualTo(TEXT);
    }

    @Test
    void whatIsDamagedIsRefusedWithTheReason() throws IOException {
        byte[] block = Bgzf.pack(TEXT, 65_280);
        int length = BgzfBlock.length(block, 0, BgzfBlock.headerLength(block, 0));
        byte[] otherCrc = block.clone();
        otherCrc[length - 8] ^= 1;
        byte[] otherSize = block.clone();
        otherSize[length - 4] ^= 1;

        assertThatThrownBy(() -> read(new BlockContent(), otherCrc)).hasMessage("its CRC does not match its content");
        assertThatThrownBy(() -> read(new BlockContent(), otherSize)).hasMessageContaining("bytes than it states");
    }

    /** Letters as often as Fibonacci's numbers get codes as long as deflate has them: 15 bits. */
    @Test
    void codesOfFifteenBitsAreRead() throws Exception {
        byte[] text = fibonacciLetters();
        for (int level : List.of(1, 6, 9)) {
            byte[] packed = BlockInflaterTest.deflated(text, level, Deflater.HUFFMAN_ONLY);
            int length = new BlockInflater()
                    .inflate(
                            Arrays.copyOf(packed, packed.length + BlockInflater.INPUT_PADDING),
                            0,
                            packed.length,
                            out,
                            text.length);
            assertThat(Arrays.copyOf(out, length)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "6", "9"})
    void blocksOfBgzipAreRead(String level) throws Exception {
        byte[] text = new byte[200_000];
        byte[] letters = fibonacciLetters();
        for (int at = 0; at < text.length; at++) {
            text[at] = at < 100_000 ? (byte) TEXT.charAt(at % TEXT.length()) : letters[at % letters.length];
        }

        byte[] packed = bgzip(level, text);

        String inflated = read(new BlockContent(own()), packed);
        assertThat(inflated.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(text);
    }

    /** Our inflater, which nobody helps. */
    private static BlockContent.Inflating own() {
        BlockInflater own = new BlockInflater();
        return (packed, from, to, inflated, most) -> {
            try {
                return own.inflate(packed, from, to, inflated, most);
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            }
        };
    }

    private String read(BlockContent content, byte[] file) throws DataFormatException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int at = 0; at < file.length; ) {
            int header = BgzfBlock.headerLength(file, at);
            int length = BgzfBlock.length(file, at, header);
            byte[] block = Arrays.copyOfRange(file, at, at + length + BlockInflater.INPUT_PADDING);
            text.write(out, 0, content.read(block, header, length, out));
            at += length;
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] fibonacciLetters() {
        List<Byte> letters = new ArrayList<>();
        for (int letter = 0, often = 1, next = 1; letter < 22; letter++) {
            letters.addAll(Collections.nCopies(often, (byte) ('A' + letter)));
            int sum = often + next;
            often = next;
            next = sum;
        }
        Collections.shuffle(letters, new Random(22));
        byte[] text = new byte[letters.size()];
        for (int at = 0; at < text.length; at++) {
            text[at] = letters.get(at);
        }
        return text;
    }

    private static byte[] bgzip(String level, byte[] text) throws Exception {
        Process bgzip;
        try {
            bgzip = new ProcessBuilder("bgzip", "-c", "-l", level).start();
        } catch (IOException absent) {
            assumeThat(false).as("bgzip on the PATH").isTrue();
            throw absent;
        }
        Thread feeder = new Thread(() -> {
            try (var in = bgzip.getOutputStream()) {
                in.write(text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        feeder.start();
        byte[] packed = bgzip.getInputStream().readAllBytes();
        feeder.join();
        assertThat(bgzip.waitFor()).isZero();
        return packed;
    }
}
