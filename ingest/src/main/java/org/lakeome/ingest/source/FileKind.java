package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file that is not text of the wanted format looks like, told by its first bytes unpacked, and what to do about it. */
public enum FileKind {
    BAM("BAM\1", "a BAM file (aligned reads); call variants from it and import the VCF"),
    BCF("BCF\2", "a BCF file; convert it with: bcftools view -O z -o out.vcf.gz"),
    CRAM("CRAM\3", "a CRAM file (aligned reads); call variants from it and import the VCF"),
    CRAM_2("CRAM\2", "a CRAM file (aligned reads); call variants from it and import the VCF"),
    TABIX("TBI\1", "a tabix index; import the file that it belongs to"),
    CSI("CSI\1", "an index; import the file that it belongs to"),
    ZIP("PK\3\4", "a ZIP archive or an Excel workbook; unpack it, or save it as text, and import that"),
    EXCEL("\u00d0\u00cf\u0011\u00e0", "an Excel workbook; save it as text and import that"),
    SEVEN_ZIP("7z\u00bc\u00af", "a 7z archive; unpack it and import the files inside"),
    RAR("Rar!\u001a", "a RAR archive; unpack it and import the files inside"),
    TAR(257, "ustar", "a tar archive; unpack it (tar -xf) and import the files inside"),
    BZIP2("BZh?1", "a bzip2 file; unpack it (bunzip2) and pack it with bgzip"),
    XZ("\u00fd7zXZ", "an xz file; unpack it (unxz) and pack it with bgzip"),
    ZSTD("\u0028\u00b5\u002f\u00fd", "a Zstandard file; unpack it (unzstd) and pack it with bgzip"),
    LZ4("\4\"M\30", "an lz4 file; unpack it (unlz4) and pack it with bgzip"),
    GZIP("\u001f\u008b", "a file that was packed twice; unpack it once"),
    PNG("\u0089PNG", "a PNG image"),
    PDF("%PDF-", "a PDF document"),
    PARQUET("PAR1", "a Parquet file; lakeome adopt brings tables in, an import reads text"),
    AVRO("Obj\1", "an Avro file; an import reads text"),
    HDF5("\u0089HDF", "an HDF5 file; an import reads text"),
    SQLITE("SQLite format 3\0", "an SQLite database; an import reads text"),
    TWO_BIT("C'A\u001a", Words.TWO_BIT),
    TWO_BIT_BIG("\u001aA'C", Words.TWO_BIT),
    UTF_16_LITTLE("\u00ff\u00fe", "text in UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
    UTF_16_BIG("\u00fe\u00ff", "text in UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
    UTF_16_LITTLE_UNMARKED("?\0?\0", "text in UTF-16; convert it with: iconv -f UTF-16LE -t UTF-8"),
    UTF_16_BIG_UNMARKED("\0?\0?", "text in UTF-16; convert it with: iconv -f UTF-16BE -t UTF-8"),
    DOCUMENT_TYPE("<!DOCTYPE", Words.WEB_PAGE),
    HTML_PAGE("<html", Words.WEB_PAGE),
    XML("<?xml", Words.WEB_PAGE),
    CARRIAGE_RETURNS(
            "", "text whose lines end with a carriage return alone; convert it with: tr '\\r' '\\n' < FILE > OTHER"),
    UTF_8_MARK(
            "\u00ef\u00bb\u00bf",
            "text with a byte order mark, which VCF and FASTA do not allow; remove its first three bytes: tail -c +4 FILE > OTHER"),
    SAM("@HD\t", Words.SAM),
    SAM_SEQUENCES("@SQ\t", Words.SAM),
    SAM_PROGRAMS("@PG\t", Words.SAM),
    FASTQ("@", "a FASTQ file (reads); align them, call variants and import the VCF"),
    GENBANK("LOCUS  ", "a GenBank file; convert it to FASTA or GFF3"),
    HTML("<", Words.WEB_PAGE),
    JSON("{", "a JSON document, perhaps an error message of a web server; download the file again"),
    FASTA(">", "a FASTA file; import it as a reference"),
    GFF("##gff-version", "a GFF file; import it into an annotation store of format GFF"),
    VCF_WITHOUT_HEADER("#CHROM\t", "a VCF file whose first lines are missing");

    private static final int LOOKED_AT = 1 << 16;

    private final int place;
    private final byte[] start;
    private final String description;

    FileKind(String start, String description) {
        this(0, start, description);
    }

    /** @param start where a question mark stands for any byte but NUL */
    FileKind(int place, String start, String description) {
        this.place = place;
        this.start = start.getBytes(StandardCharsets.ISO_8859_1);
        this.description = description;
    }

    private static final class Words {
        static final String SAM = "a SAM file (aligned reads); call variants from it and import the VCF";
        static final String TWO_BIT = "a .2bit file; convert it to FASTA with: twoBitToFa";
        static final String WEB_PAGE =
                "an HTML or XML page, perhaps an error message of a web server; download the file again";
    }

    /** Looks at the first bytes of the unpacked text. */
    public static Optional<FileKind> of(TextSource source) throws IOException {
        return of(first(source));
    }

    /** Looks at the first bytes as they lie there, packed or not. */
    public static Optional<FileKind> ofBytes(ByteSource source) throws IOException {
        try (InputStream in = source.open(0)) {
            return of(in.readNBytes(LOOKED_AT));
        }
    }

    private static Optional<FileKind> of(byte[] first) {
        return Arrays.stream(values()).filter(kind -> kind.matches(first)).findFirst();
    }

    /**
     * Refuses a file that holds no lines of text, whatever the format that is wanted.
     *
     * @param lineEnd the byte that ends a line
     */
    public static void requireText(TextSource source, byte lineEnd) throws IOException {
        Optional<FileKind> kind = of(source)
                .filter(found -> found.compareTo(CARRIAGE_RETURNS) <= 0)
                .filter(found -> found != CARRIAGE_RETURNS || lineEnd == '\n');
        if (kind.isPresent()) {
            throw new InputFault(
                    source.name(),
                    0,
                    "The file has no lines of text. " + kind.get().sentence());
        }
    }

    private static byte[] first(TextSource source) throws IOException {
        byte[] first = new byte[LOOKED_AT];
        int filled = 0;
        try (TextInput text = source.text()) {
            byte[] piece = new byte[1 << 13];
            for (int read = text.read(piece); read >= 0 && filled < first.length; read = text.read(piece)) {
                int taken = Math.min(read, first.length - filled);
                System.arraycopy(piece, 0, first, filled, taken);
                filled += taken;
            }
        }
        return Arrays.copyOf(first, filled);
    }

    private boolean matches(byte[] first) {
        if (this == CARRIAGE_RETURNS) {
            return has(first, '\r') && !has(first, '\n');
        }
        // Letters that a name in a table may begin with.
        if ((this == PARQUET || this == TAR) && !hasControl(first)) {
            return false;
        }
        if (first.length < place + start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            byte found = first[place + i];
            if (found != start[i] && (start[i] != '?' || found == 0 || this == XML)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(byte[] text) {
        for (byte c : text) {
            if (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean has(byte[] text, char wanted) {
        return ByteScan.find(text, 0, text.length, (byte) wanted) < text.length;
    }

    /** One sentence for the user. */
    public String sentence() {
        return "It looks like " + description + ".";
    }
}
