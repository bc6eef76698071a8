package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;

/**
 * FORMAT keys that records use and the header does not declare, which VCF allows (4.2, section 1.2). They are read as the
 * specification has them, those that are not its own as text.
 */
final class UndeclaredFormats {
    /** All keys of a file are held in memory. */
    static final int LONGEST = 1_000;

    private static final long MOST_BYTES = 1 << 20;

    private UndeclaredFormats() {}

    /** How a key is read. */
    static FieldDeclaration declaration(String id) {
        Optional<ReservedFields.Shape> shape =
                ReservedFields.of("FORMAT", id).filter(known -> !known.type().equals("*"));
        return shape.isPresent()
                ? new FieldDeclaration(
                        id,
                        shape.get().number(),
                        FieldType.parse(shape.get().type()).orElseThrow(),
                        "")
                : new FieldDeclaration(id, "1", FieldType.STRING, "");
    }

    static boolean isReserved(String id) {
        return ReservedFields.of("FORMAT", id).isPresent();
    }

    /**
     * Looks at the first records, so that a file is rarely read twice for a key that comes late. What is wrong with them is for
     * their reader to tell.
     *
     * @param lines stand at the last line of the header
     */
    static Set<String> ofFirstRecords(LineReader lines, VcfHeader header) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        byte[] last = {};
        long bytes = 0;
        try {
            while (bytes < MOST_BYTES && lines.next()) {
                bytes += lines.to() - lines.from() + 1;
                byte[] format = format(lines);
                if (!Arrays.equals(format, last)) {
                    last = format;
                    add(format, header, found);
                }
            }
        } catch (InputFault damage) {
            return found;
        }
        return found;
    }

    /** The ninth column; empty where there is none. */
    private static byte[] format(LineReader lines) {
        int at = lines.from() - 1;
        for (int column = 0; column < 8; column++) {
            at = ByteScan.find(lines.buffer(), at + 1, lines.to(), (byte) '\t');
            if (at == lines.to()) {
                return new byte[0];
            }
        }
        int end = ByteScan.find(lines.buffer(), at + 1, lines.to(), (byte) '\t');
        return Arrays.copyOfRange(lines.buffer(), at + 1, end);
    }

    private static void add(byte[] format, VcfHeader header, Set<String> found) {
        if (format.length == 0 || !Utf8.isValid(format, 0, format.length)) {
            return;
        }
        for (String id : List.of(new String(format, StandardCharsets.UTF_8).split(":"))) {
            if (!id.isEmpty()
                    && !id.equals(".")
                    && id.length() <= LONGEST
                    && header.format(id).isEmpty()) {
                found.add(id);
            }
        }
    }
}
