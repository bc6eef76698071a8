package org.lakeome.ingest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import htsjdk.samtools.reference.FastaSequenceIndexCreator;
import htsjdk.samtools.util.SequenceUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.source.InputFault;

class FastaIndexerTest {
    @TempDir
    Path folder;

    @Test
    void indexEqualsHtsjdksOnGeneratedFiles() throws IOException {
        for (int seed = 1; seed <= 40; seed++) {
            String text = fasta(new Random(seed));
            Path file = Files.writeString(folder.resolve("r" + seed + ".fa"), text);
            Path index = folder.resolve("r" + seed + ".fa.fai");
            FastaSequenceIndexCreator.buildFromFasta(file).write(index);
            String expected = Files.readString(index);
            assertThat(new String(index(text, seed).index(), StandardCharsets.UTF_8))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void digestsAreThoseOfUpperCaseBasesAndOfTheWholeText() {
        IndexedFasta fasta = index(">chr1 first\nacgt\nAC\n>chr2\nN\n", 3);
        byte[] bases = "ACGTAC".getBytes(StandardCharsets.US_ASCII);
        assertThat(fasta.contigs().get(0)).isEqualTo(new Contig("chr1", 6, SequenceUtil.calculateMD5String(bases)));
        assertThat(fasta.contigs()).extracting(Contig::name).containsExactly("chr1", "chr2");
        assertThat(fasta.bytes()).isEqualTo(28);
        assertThat(fasta.md5())
                .isEqualTo(SequenceUtil.calculateMD5String(
                        ">chr1 first\nacgt\nAC\n>chr2\nN\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void faultsNameLineAndReason() {
        List<String> texts = List.of(
                "ACGT\n",
                "##fileformat=VCFv4.2\n",
                "",
                ">a\n>b\nA\n",
                ">a\nA\n>a\nC\n",
                ">\nACGT\n",
                ">a\nACGT\nAC\nACGT\n",
                ">a\nAC\nACGT\n",
                ">a\n\nACGT\n",
                ">a\nAC1T\n");
        List<String> reasons = List.of(
                "not FASTA",
                "not FASTA",
                "no sequence",
                "empty",
                "same name",
                "no name",
                "uneven",
                "uneven",
                "uneven",
                "not a base");
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            assertThatThrownBy(() -> index(text, 7))
                    .as(text)
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining(reasons.get(i))
                    .hasMessageContaining("line ");
        }
        assertThatThrownBy(() -> index(">a\nACGT\nAC\nACGT\n", 7)).hasMessageContaining("line 4");
    }

    @Test
    void moreThanAMillionSequencesAreRefused() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 1_000_000; i++) {
            text.append('>').append(i).append("\nA\n");
        }
        assertThatThrownBy(() -> index(text.toString(), 1 << 16))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("more than 1000000 sequences");
    }

    /** Gives the text in pieces of the given size, as a network would. */
    private static IndexedFasta index(String text, int piece) {
        FastaIndexer indexer = new FastaIndexer("ref.fa");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            int length = Math.min(piece, bytes.length - at);
            byte[] part = new byte[length];
            System.arraycopy(bytes, at, part, 0, length);
            indexer.accept(part, length);
        }
        return indexer.finish();
    }

    private static String fasta(Random random) {
        String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
        int width = 1 + random.nextInt(70);
        StringBuilder text = new StringBuilder();
        for (int contig = 0; contig < 1 + random.nextInt(4); contig++) {
            text.append(">c").append(contig).append(" text").append(lineEnd);
            int length = 1 + random.nextInt(500);
            for (int base = 0; base < length; base++) {
                text.append("ACGTNacgtn".charAt(random.nextInt(10)));
                if (base % width == width - 1 || base == length - 1) {
                    text.append(lineEnd);
                }
            }
        }
        return text.toString();
    }
}
