package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** More would cost short files a second inflation. */
    private static final long MOST_BYTES = 1 << 18;

    private UndeclaredFormats() {}

    /** How a key is read. Callers that write GQ as a decimal are many: it is rounded, as one is that the header declares so. */
    static FieldDeclaration declaration(String id) {
        Optional<ReservedFields.Shape> shape =
                ReservedFields.of("FORMAT", id).filter(known -> !known.type().equals("*"));
        if (shape.isEmpty()) {
            return new FieldDeclaration(id, "1", FieldType.STRING, "");
        }
        FieldType type = FieldType.parse(shape.get().type()).orElseThrow();
        return new FieldDeclaration(id, shape.get().number(), id.equals("GQ") ? FieldType.FLOAT : type, "");
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
        RecentFormats<Set<String>> formats = new RecentFormats<>(format -> undeclared(format, header));
        try {
            for (long bytes = 0; bytes < MOST_BYTES && lines.next(); bytes += lines.to() - lines.from() + 1) {
                int from = format(lines);
                found.addAll(formats.of(lines.buffer(), from, end(lines, from)));
            }
        } catch (InputFault damage) {
            return found;
        }
        return found;
    }

    /** Where the ninth column begins; the line's end if it has none. */
    private static int format(LineReader lines) {
        int at = lines.from() - 1;
        for (int column = 0; column < 8 && at < lines.to(); column++) {
            at = end(lines, at + 1);
        }
        return Math.min(at + 1, lines.to());
    }

    private static int end(LineReader lines, int from) {
        return ByteScan.find(lines.buffer(), from, lines.to(), (byte) '\t');
    }

    private static Set<String> undeclared(byte[] format, VcfHeader header) {
        if (!Utf8.isValid(format, 0, format.length)) {
            return Set.of();
        }
        return Arrays.stream(new String(format, StandardCharsets.UTF_8).split(":"))
                .filter(id -> !id.isEmpty() && !id.equals(".") && id.length() <= LONGEST)
                .filter(id -> header.format(id).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
