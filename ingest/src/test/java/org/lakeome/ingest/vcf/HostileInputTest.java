package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;

/** Files made to hurt: each is refused with a message, in the 2 GiB that this process has, in bounded time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileInputTest {
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    private static final String HEADER = """
            ##fileformat=VCFv4.3
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            """;
    private static final String ONE_SAMPLE = HEADER + COLUMNS + "\tFORMAT\ts1\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iVBORw0KGgoAAAANSUhEUg==|PNG image",
                "UEsDBBQAAAAIAAAAIQA=|ZIP archive",
                "QlpoOTFBWSZTWQ==|bzip2",
                "/Td6WFoAAATm1rRG|xz file",
                "KLUv/QBYAQAA|Zstandard",
                "//4jACMAZgBpAGwAZQA=|UTF-16",
                "77u/IyNmaWxlZm9ybWF0PVZDRnY0LjIK|byte order mark",
                "PGh0bWw+PGJvZHk+NDA0PC9ib2R5Pg==|HTML or XML page",
                "UEFSMQAAAA==|Parquet file",
                "Q1JBTQMA|CRAM file",
                "eyJlcnJvciI6ICJub3QgZm91bmQifQ==|JSON document",
                "PmNocjEKQUNHVAo=|FASTA file",
                "IyNnZmYtdmVyc2lvbiAzCg==|GFF file"
            })
    void otherFileIsRefusedWithWhatItLooksLike(String base64, String kind) throws IOException {
        assertRefused(Files.write(
                        folder.resolve("other.vcf"), Base64.getDecoder().decode(base64)))
                .hasMessageStartingWith("VCF header")
                .hasMessageContaining("It looks like")
                .hasMessageContaining(kind);
    }

    @Test
    void textInAnotherFormIsNamed() throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertRefused(Files.writeString(folder.resolve("utf16.vcf"), ONE_SAMPLE, charset))
                    .hasMessageStartingWith("VCF header")
                    .hasMessageContaining("UTF-16");
        }
        assertRefused(Files.writeString(folder.resolve("cr.vcf"), ONE_SAMPLE.replace('\n', '\r')))
                .hasMessageContaining("carriage return alone")
                .hasMessageContaining("tr ");
        byte[] tar = Arrays.copyOf("calls.vcf".getBytes(StandardCharsets.UTF_8), 1024);
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
        assertRefused(Files.write(folder.resolve("calls.tar.gz"), gzip(tar))).hasMessageContaining("a tar archive");
        assertRefused(Files.write(folder.resolve("zeros.vcf"), new byte[70 << 20]))
                .hasMessageContaining("longer than");
    }

    @Test
    void quoteInsideADescriptionIsNamed() throws IOException {
        String header = ONE_SAMPLE.replaceFirst("Description=\"\"", "Description=\"a \"b\", c\"");
        assertRefused(Files.writeString(folder.resolve("quote.vcf"), header))
                .hasMessageContaining("A double quote inside a value is written \\\"")
                .hasMessageContaining("line 2");
    }

    @Test
    void packedBamAndBcfAreNamed() throws IOException {
        assertRefused(Bgzf.write(folder.resolve("reads"), "BAM\1\0\0\0\0rest", 100))
                .hasMessageContaining("a BAM file");
        assertRefused(Bgzf.write(folder.resolve("calls"), "BCF\2\2rest", 100)).hasMessageContaining("bcftools view");
    }

    @Test
    void gzipInGzipIsNamed() throws IOException {
        assertRefused(Files.write(folder.resolve("twice.gz"), gzip(gzip(ONE_SAMPLE.getBytes(StandardCharsets.UTF_8)))))
                .hasMessageContaining("packed twice");
    }

    @Test
    void emptyFileAndRandomBytesAreRefused() throws IOException {
        assertRefused(Files.write(folder.resolve("empty.vcf"), new byte[0])).hasMessageContaining("is empty");
        assertRefused(Files.write(folder.resolve("empty.gz"), gzip(new byte[0])))
                .hasMessageContaining("VCF header was not found");
        byte[] noise = new byte[1 << 20];
        new java.util.Random(3).nextBytes(noise);
        noise[0] = 'x';
        assertRefused(Files.write(folder.resolve("noise.vcf"), noise)).hasMessageContaining("VCF header was not found");
    }

    @ParameterizedTest
    @CsvSource({"CHROM,0", "ID,2", "FILTER,6", "INFO,7"})
    void nulAndBrokenUtf8AreRefusedWithTheirField(String field, int column) throws IOException {
        for (String bad : new String[] {"x\0y", "x\u00ffy", "x\ry"}) {
            String[] columns = {"chr1", "1", ".", "A", "C", ".", ".", "DP=1", "GT", "0/1"};
            columns[column] = field.equals("INFO") ? "DP=" + bad : bad;
            Charset bytes = StandardCharsets.ISO_8859_1;
            byte[] text = (ONE_SAMPLE + String.join("\t", columns) + "\n").getBytes(bytes);
            assertRefused(Files.write(folder.resolve("control.vcf"), text))
                    .hasMessageContaining("line 5, field " + field)
                    .hasMessageContaining("not UTF-8 or holds a control character");
        }
    }

    @Test
    void nulInASampleNameIsRefused() throws IOException {
        assertRefused(Files.writeString(folder.resolve("name.vcf"), ONE_SAMPLE.replace("s1", "s\0001")))
                .hasMessageContaining("control character");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void headerLinesOfAMegabyteAreRemarkedOnAtOnce() throws IOException {
        String address = "a.".repeat(500_000);
        Path file = Files.writeString(
                folder.resolve("long.vcf"),
                HEADER + "##pedigreeDB=http://" + address + " b\n##SAMPLE=<ID=" + "*".repeat(1_000_000) + "\r\rx>\n"
                        + COLUMNS + "\n");
        assertThat(HeaderRemarks.read(VcfRows.open(file)).note())
                .contains("line 4: pedigreeDB is not an address", "line 5: SAMPLE: the ID holds a character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G\0T", "\u001b[2J", "GT:X\7", "\u00ff"})
    void formatKeysOfNoTextAreRefused(String format) throws IOException {
        byte[] text =
                (ONE_SAMPLE + "chr1\t1\t.\tA\tC\t.\t.\t.\t" + format + "\t0/1\n").getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(Files.write(folder.resolve("format.vcf"), text))
                .hasMessageContaining("line 5, field FORMAT")
                .hasMessageContaining("not UTF-8 or holds a control character");
    }

    @Test
    void controlCharactersOfTheFileAreNotInNotes() throws IOException {
        Path file = Files.writeString(
                folder.resolve("esc.vcf"),
                HEADER + "##INFO=<ID=\u001b(2J,Number=1,Type=Integer,Description=bare>\n" + COLUMNS + "\n");
        assertThat(HeaderRemarks.read(VcfRows.open(file)).note()).contains("INFO ?(2J: the Description");
        assertThat(RemarkKind.KEPT.note(new Remarks(1, 2, "INFO \0\u009b"))).endsWith("INFO ??.");
    }

    @Test
    void headerOfMoreThanAMillionLinesIsRefused() throws IOException {
        StringBuilder text = new StringBuilder("##fileformat=VCFv4.3\n");
        for (int i = 1; i <= 1_000_000; i++) {
            text.append("##contig=<ID=").append(i).append(">\n");
        }
        assertRefused(Files.writeString(
                        folder.resolve("contigs.vcf"), text.append(COLUMNS).append('\n')))
                .hasMessageContaining("more than 1000000 lines");
    }

    @Test
    void gzipWithSomethingBehindItIsRefused() throws IOException {
        byte[] packed = gzip((ONE_SAMPLE + "chr1\t1\t.\tA\tC\t.\t.\t.\tGT\t0/1\n").getBytes(StandardCharsets.UTF_8));
        for (int more : new int[] {1, 9, 40, 200_000}) {
            assertRefused(Files.write(folder.resolve("more.gz"), Arrays.copyOf(packed, packed.length + more)))
                    .hasMessageContaining("Behind the gzip data");
        }
    }

    @Test
    void bgzfWithSomethingBehindItIsRefused() throws IOException {
        byte[] packed = Bgzf.pack(ONE_SAMPLE, 100);
        assertRefused(Files.write(folder.resolve("more.bgz"), Arrays.copyOf(packed, packed.length + 40)))
                .hasMessageContaining("Behind the BGZF data");
    }

    @Test
    void wrongGzipChecksumIsRefused() throws IOException {
        byte[] packed = gzip(ONE_SAMPLE.getBytes(StandardCharsets.UTF_8));
        packed[packed.length - 6] ^= 1;
        assertRefused(Files.write(folder.resolve("crc.gz"), packed)).hasMessageContaining("damaged");
    }

    @Test
    void lineOfAGigabyteIsRefused() {
        assertRefused(new Repeated(ONE_SAMPLE + "chr1\t1\t.\t", "A", 1 << 30)).hasMessageContaining("line 5]");
    }

    @Test
    void headerOfAMillionInfoOrFormatLinesIsRefused() {
        String info = "##INFO=<ID=K#,Number=1,Type=String,Description=\"\">\n";
        assertRefused(new Repeated("##fileformat=VCFv4.3\n", info, 1_000_000L * info.length()))
                .hasMessageContaining("more than 20000 INFO lines");
        assertRefused(new Repeated(
                        "##fileformat=VCFv4.3\n", info.replace("INFO", "FORMAT"), 1_000_000L * info.length()))
                .hasMessageContaining("more than 1000 FORMAT lines");
    }

    @Test
    void headerThatNeverEndsIsRefused() {
        assertRefused(new Repeated(
                        "##fileformat=VCFv4.3\n", "##contig=<ID=c#,assembly=" + "x".repeat(1_000) + ">\n", 1L << 30))
                .hasMessageContaining("longer than the limit");
    }

    @Test
    void hundredThousandAltAllelesAreRefused() throws IOException {
        assertRefused(record("chr1\t1\t.\tA\t" + "C,".repeat(99_999) + "C\t.\t.\t.\tGT\t0/1"))
                .hasMessageContaining("more than 10000 ALT alleles");
    }

    @Test
    void millionInfoKeysAreRefused() throws IOException {
        assertRefused(record("chr1\t1\t.\tA\tC\t.\t.\t" + "DP=1;".repeat(1_000_000) + "\tGT\t0/1"))
                .hasMessageContaining("more than 100000 entries");
        StringBuilder different = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            different.append('K').append(i).append(';');
        }
        assertRefused(record("chr1\t1\t.\tA\tC\t.\t.\t" + different + "\tGT\t0/1"))
                .hasMessageContaining("more than 20000 INFO keys that its header does not declare");
        assertRefused(record("chr1\t1\t.\tA\tC\t.\t.\t" + "K".repeat(1_000_000) + "\tGT\t0/1"))
                .hasMessageContaining("longer than 1000 bytes");
        assertRefused(record("chr1\t1\t.\tA\tC\t.\t.\t.\t" + "K".repeat(1_000_000) + "\t0/1"))
                .hasMessageContaining("longer than 1000 bytes");
    }

    @Test
    void genotypeOfTenThousandAllelesIsRefused() throws IOException {
        assertRefused(record("chr1\t1\t.\tA\tC\t.\t.\t.\tGT\t" + "0/".repeat(9_999) + "1"))
                .hasMessageContaining("more than 1000 alleles")
                .hasMessageContaining("sample s1");
    }

    @Test
    void hundredThousandSamplesAreRefused() throws IOException {
        StringBuilder names = new StringBuilder(HEADER + COLUMNS + "\tFORMAT");
        for (int i = 0; i < 100_000; i++) {
            names.append("\ts").append(i);
        }
        assertRefused(Files.writeString(folder.resolve("wide.vcf"), names + "\n"))
                .hasMessageContaining("100000 samples, the limit is 50000");
    }

    @Test
    void undeclaredFormatFieldsDoNotPileUp() throws IOException {
        StringBuilder text = new StringBuilder(ONE_SAMPLE);
        for (int i = 0; i < 20_000; i++) {
            text.append("chr1\t1\t.\tA\tC\t.\t.\t.\tGT:X").append(i).append("\t0/1:1\n");
        }
        Path file = Files.writeString(folder.resolve("formats.vcf"), text);
        VcfHeader header = VcfRows.header(file);
        TextSource source = VcfRows.open(file);
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(1000, 1 << 20)) {
                continue;
            }
            assertThat(reader.records()).isEqualTo(20_000);
            assertThat(header.formats()).hasSize(1_000);
            assertThat(reader.undeclaredFormats()).hasSize(1_000);
        }
    }

    private Path record(String line) throws IOException {
        return Files.writeString(folder.resolve("record.vcf"), ONE_SAMPLE + line + "\n");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path file) {
        return assertRefused(LocalFile.of(file));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ByteSource bytes) {
        return assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("[file " + bytes.name());
    }

    private static void read(ByteSource bytes) throws IOException {
        TextSource source = TextSource.open(bytes, IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(1000, 1 << 20)) {
                continue;
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A start and then one text over and over, {@code #} in it counted up; too large to lie anywhere. */
    private record Repeated(String start, String text, long length) implements ByteSource {
        @Override
        public String name() {
            return "generated";
        }

        @Override
        public long size() {
            return start.length() + length;
        }

        @Override
        public InputStream open(long offset) throws IOException {
            InputStream stream = new SequenceInputStream(
                    new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), new Endless(text, length));
            stream.skipNBytes(offset);
            return stream;
        }
    }

    private static final class Endless extends InputStream {
        private final String text;
        private long left;
        private long count;
        private byte[] piece = {};
        private int at;

        Endless(String text, long length) {
            this.text = text;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            if (at == piece.length) {
                String next = text.replaceFirst("#(?=[,>])|(?<=K)#", String.valueOf(count++));
                piece = (next.length() == 1 ? next.repeat(1 << 16) : next).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int taken = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, buffer, offset, taken);
            at += taken;
            left -= taken;
            return taken;
        }
    }
}
