package org.lakeome.ingest.reference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.TextSource;

class FastaKindTest {
    private static final String FASTA = ">chr1\nACGTACGT\n";

    /** Nobody listens there: what is refused is refused before a byte is stored. */
    private static final ReferenceTarget NOWHERE =
            new ReferenceTarget(new S3Access("http://127.0.0.1:1", "us-east-1", "key", "secret"), "bucket", "prefix/");

    @TempDir
    Path folder;

    @Test
    void whatIsNoFastaIsNamedBeforeAnythingIsStored() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("byte order mark", bytes("\uFEFF" + FASTA));
        files.put("UTF-16", ("\uFEFF" + FASTA).getBytes(StandardCharsets.UTF_16LE));
        files.put("iconv -f UTF-16LE", FASTA.getBytes(StandardCharsets.UTF_16LE));
        files.put("iconv -f UTF-16BE", FASTA.getBytes(StandardCharsets.UTF_16BE));
        files.put("ZIP", zip(FASTA));
        files.put("packed twice", gzip(gzip(bytes(FASTA))));
        files.put("2bit", bytes("C'A\u001a\0\0\0\0"));
        files.put("carriage return", bytes(FASTA.replace('\n', '\r')));
        files.put("GFF", bytes("##gff-version 3\n"));
        files.put("HTML", bytes("<html><body>404</body></html>\n"));
        files.put("FASTQ", bytes("@read1\nACGT\n+\nIIII\n"));
        files.put("GenBank", bytes("LOCUS       NC_012920\n"));
        files.put("bzip2", bytes("BZh91AY&SY"));
        files.put("SAM", gzip(bytes("@SQ\tSN:chr1\tLN:8\n")));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ReferenceCopy copy = new ReferenceCopy(file(file.getValue()), NOWHERE);
            assertThatThrownBy(() -> copy.run(bytes -> {}, () -> false))
                    .as(file.getKey())
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("The file is not FASTA. It looks like ")
                    .hasMessageContaining(file.getKey());
        }
    }

    @Test
    void fastaIsTakenPackedOrNot() throws IOException {
        for (byte[] text : List.of(bytes(FASTA), gzip(bytes(FASTA)), bytes("\n" + FASTA), bytes(">a"))) {
            TextSource source = TextSource.open(file(text), IngestLimits.DEFAULT);
            assertThatCode(() -> FastaKind.require(source)).doesNotThrowAnyException();
        }
        assertThatCode(() -> FastaKind.requirePlain(file(bytes(FASTA)))).doesNotThrowAnyException();
    }

    @Test
    void fastaThatIsReadByItsIndexIsNotPacked() {
        assertThatThrownBy(() -> FastaKind.requirePlain(file(gzip(bytes(FASTA)))))
                .hasMessageContaining("It is packed; unpack it (gunzip)");
        assertThatThrownBy(() -> FastaKind.requirePlain(file(bytes("\uFEFF" + FASTA))))
                .hasMessageContaining("plain FASTA")
                .hasMessageContaining("byte order mark");
    }

    private LocalFile file(byte[] content) throws IOException {
        return LocalFile.of(Files.write(folder.resolve("ref.fa"), content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("ref.fa"));
            zip.write(bytes(content));
        }
        return out.toByteArray();
    }
}
