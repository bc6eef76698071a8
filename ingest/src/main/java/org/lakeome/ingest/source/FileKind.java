package org.lakeome.ingest.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file that is not text of the wanted format looks like, and what to do about it. */
public enum FileKind {
    BAM("BAM\1", "a BAM file (aligned reads); call variants from it and import the VCF"),
    BCF("BCF", "a BCF file; convert it with: bcftools view -O z -o out.vcf.gz"),
    CRAM("CRAM", "a CRAM file (aligned reads); call variants from it and import the VCF"),
    TABIX("TBI\1", "a tabix index; import the file that it belongs to"),
    CSI("CSI\1", "an index; import the file that it belongs to"),
    SAM("@HD\t", "a SAM file (aligned reads); call variants from it and import the VCF"),
    ZIP("PK\3\4", "a ZIP archive; unpack it and pack its VCF with bgzip"),
    BZIP2("BZh", "a bzip2 file; unpack it (bunzip2) and pack it with bgzip"),
    XZ("\u00fd7zXZ", "an xz file; unpack it (unxz) and pack it with bgzip"),
    ZSTD("\u0028\u00b5\u002f\u00fd", "a Zstandard file; unpack it (unzstd) and pack it with bgzip"),
    GZIP("\u001f\u008b", "a file that was packed twice; unpack it once"),
    PNG("\u0089PNG", "a PNG image"),
    PDF("%PDF", "a PDF document"),
    PARQUET("PAR1", "a Parquet file"),
    UTF_16_LITTLE("\u00ff\u00fe", "text in UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
    UTF_16_BIG("\u00fe\u00ff", "text in UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
    UTF_8_MARK(
            "\u00ef\u00bb\u00bf",
            "text with a byte order mark, which VCF does not allow; remove its first three bytes"),
    HTML("<", "an HTML or XML page, perhaps an error message of a web server; download the file again"),
    JSON("{", "a JSON document, perhaps an error message of a web server; download the file again"),
    FASTA(">", "a FASTA file; import it as a reference"),
    GFF("##gff-version", "a GFF file; import it into an annotation store of format GFF"),
    VCF_WITHOUT_HEADER("#CHROM\t", "a VCF file whose first lines are missing");

    private final byte[] start;
    private final String description;

    FileKind(String start, String description) {
        this.start = start.getBytes(StandardCharsets.ISO_8859_1);
        this.description = description;
    }

    /** Looks at the first bytes of the unpacked text. */
    public static Optional<FileKind> of(TextSource source) throws IOException {
        byte[] first = new byte[16];
        int filled = 0;
        try (TextInput text = source.text()) {
            byte[] piece = new byte[first.length];
            for (int read = text.read(piece); read >= 0 && filled < first.length; read = text.read(piece)) {
                int taken = Math.min(read, first.length - filled);
                System.arraycopy(piece, 0, first, filled, taken);
                filled += taken;
            }
        }
        for (FileKind kind : values()) {
            if (kind.matches(first, filled)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private boolean matches(byte[] first, int length) {
        if (length < start.length) {
            return false;
        }
        return Arrays.equals(first, 0, start.length, start, 0, start.length);
    }

    /** One sentence for the user. */
    public String sentence() {
        return "It looks like " + description + ".";
    }
}
