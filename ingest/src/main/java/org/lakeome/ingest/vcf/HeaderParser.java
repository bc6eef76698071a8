package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.FileKind;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/** Reads a VCF header (versions 4.0 to 4.5) and refuses what AWS's import jobs refuse, in their words. */
public final class HeaderParser {
    private static final String VERSION_KEY = "##fileformat=";
    private static final Pattern VERSION = Pattern.compile("VCFv4\\.[0-5]");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> OTHER_NUMBERS = Set.of(".", "A", "R", "G", "P", "M", "LA", "LR", "LG");
    private static final List<String> FIXED =
            List.of("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT");
    private static final int SITE_COLUMNS = 8;

    private final Map<String, FieldDeclaration> infos = new LinkedHashMap<>();
    private final Map<String, FieldDeclaration> formats = new LinkedHashMap<>();
    private final Map<String, Contig> contigs = new LinkedHashMap<>();
    private final Set<String> repeatedInfos = new HashSet<>();

    private HeaderParser() {}

    public static VcfHeader parse(TextSource source) throws IOException {
        try (LineReader lines = source.lines(source.whole())) {
            try {
                return new HeaderParser().parse(lines, source);
            } catch (HeaderFault fault) {
                String kind = lines.lines() == 1 ? kind(source) : "";
                throw new InputFault(
                        source.name(),
                        lines.lines(),
                        fault.field(),
                        fault.value(),
                        (fault.getMessage() + " " + kind).strip());
            } catch (InputFault fault) {
                // A file without lines is read up to the longest line that there may be.
                String kind = lines.lines() <= 1 && fault.line() == 1 ? kind(source) : "";
                throw kind.isEmpty() ? fault : new InputFault(source.name(), 1, HeaderFault.NO_HEADER + " " + kind);
            }
        }
    }

    /** What the file is instead, where its first line is no header. */
    private static String kind(TextSource source) throws IOException {
        return FileKind.of(source).map(FileKind::sentence).orElse("");
    }

    private VcfHeader parse(LineReader lines, TextSource source) throws IOException {
        String version = "";
        long bytes = 0;
        while (lines.next()) {
            if (lines.from() == lines.to() || lines.buffer()[lines.from()] != '#') {
                throw lines.lines() == 1
                        ? new HeaderFault(HeaderFault.NO_HEADER, "", "")
                        : new HeaderFault(version.isEmpty() ? HeaderFault.NO_VERSION : HeaderFault.NO_COLUMNS, "", "");
            }
            bytes += lines.to() - lines.from();
            if (bytes > source.limits().headerBytes()) {
                throw new HeaderFault(
                        HeaderFault.MALFORMED + " It is longer than the limit of "
                                + source.limits().headerBytes() + " bytes.",
                        "",
                        "");
            }
            if (lines.lines() > source.limits().headerLines()) {
                throw new HeaderFault(
                        HeaderFault.MALFORMED + " It has more than "
                                + source.limits().headerLines() + " lines, the limit.",
                        "",
                        "");
            }
            String line = text(lines);
            if (lines.lines() == 1) {
                version = version(line);
            } else if (line.startsWith("##")) {
                declaration(line);
                requireFew("INFO", infos, source.limits().infos());
                requireFew("FORMAT", formats, source.limits().formats());
            } else {
                List<String> samples = samples(line);
                requireFew(samples, source.limits().samples());
                VcfHeader header = new VcfHeader(
                        version,
                        List.copyOf(infos.values()),
                        List.copyOf(formats.values()),
                        List.of(),
                        List.copyOf(contigs.values()),
                        samples,
                        repeatedInfos,
                        lines.lines());
                return header.isSitesOnly()
                        ? header
                        : header.withFormats(
                                UndeclaredFormats.ofFirstRecords(lines, header),
                                source.limits().formats());
            }
        }
        throw new HeaderFault(lines.lines() == 0 ? HeaderFault.NO_HEADER : HeaderFault.NO_COLUMNS, "", "");
    }

    /** Descriptions in older files are often Latin-1; they are not kept, so only the column line must be UTF-8. */
    private static String text(LineReader lines) {
        byte[] line = Arrays.copyOfRange(lines.buffer(), lines.from(), lines.to());
        boolean columns = line.length > 1 && line[1] != '#';
        if (columns && !Utf8.isValid(withoutTabs(line), 0, line.length)) {
            throw new HeaderFault(
                    HeaderFault.MALFORMED + " The sample names are not UTF-8 or hold a control character.", "", "");
        }
        return new String(line, StandardCharsets.UTF_8);
    }

    private static byte[] withoutTabs(byte[] line) {
        byte[] text = line.clone();
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '\t' ? (byte) ' ' : text[i];
        }
        return text;
    }

    private static String version(String line) {
        if (!line.startsWith(VERSION_KEY)) {
            throw new HeaderFault(HeaderFault.NO_VERSION, "", "");
        }
        String version = line.substring(VERSION_KEY.length()).strip();
        if (!VERSION.matcher(version).matches()) {
            throw new HeaderFault(HeaderFault.UNKNOWN_VERSION, "fileformat", version);
        }
        return version;
    }

    private void declaration(String line) {
        if (line.startsWith("##INFO=")) {
            Map<String, String> fields =
                    HeaderFields.parse(line.substring("##INFO=".length()).strip());
            if (infos.containsKey(fields.get("ID"))) {
                repeatedInfos.add(fields.get("ID"));
            }
            add(infos, "INFO", fields);
        } else if (line.startsWith("##FORMAT=")) {
            add(
                    formats,
                    "FORMAT",
                    HeaderFields.parse(line.substring("##FORMAT=".length()).strip()));
        } else if (line.startsWith("##contig=<")) {
            contig(line.substring("##contig=".length()).strip());
        } else if (line.startsWith(VERSION_KEY)) {
            throw new HeaderFault(HeaderFault.MALFORMED + " The version is given twice.", "fileformat", line);
        }
    }

    /** Only normalisation looks at contigs, so a line that says nothing usable is passed over. */
    private void contig(String text) {
        try {
            Map<String, String> fields = HeaderFields.parse(text);
            String id = fields.getOrDefault("ID", "");
            String length = fields.getOrDefault("length", "");
            String digest = fields.getOrDefault("md5", fields.getOrDefault("M5", ""));
            // Some writers give every contig a length of 2,147,483,647, which says nothing.
            contigs.putIfAbsent(
                    id, new Contig(id, COUNT.matcher(length).matches() ? Long.parseLong(length) : 0, digest));
        } catch (HeaderFault fault) {
            // Records are read without it.
        }
    }

    private static void requireFew(List<String> samples, int most) {
        if (samples.size() > most) {
            throw new HeaderFault(
                    "The file has " + samples.size() + " samples, the limit is " + most
                            + ". Cut it by samples (bcftools view -s) and import the parts as several files.",
                    "",
                    "");
        }
    }

    private static void requireFew(String kind, Map<String, FieldDeclaration> declarations, int most) {
        if (declarations.size() > most) {
            throw new HeaderFault(
                    HeaderFault.MALFORMED + " It has more than " + most + " " + kind + " lines, the limit.", kind, "");
        }
    }

    private static void add(Map<String, FieldDeclaration> declarations, String kind, Map<String, String> fields) {
        String id = required(fields, kind, "ID");
        String name = kind + " " + id;
        String number = required(fields, name, "Number");
        String typeText = required(fields, name, "Type");
        FieldType type = FieldType.parse(typeText).orElseThrow(() -> new HeaderFault(HeaderFault.TYPE, name, typeText));
        if (kind.equals("FORMAT") && type == FieldType.FLAG) {
            throw new HeaderFault(HeaderFault.TYPE, name, typeText);
        }
        boolean count = COUNT.matcher(number).matches();
        if (!count && !OTHER_NUMBERS.contains(number)) {
            throw new HeaderFault(HeaderFault.NUMBER, name, number);
        }
        if (count && Integer.parseInt(number) == 0 && type != FieldType.FLAG) {
            throw new HeaderFault(HeaderFault.NUMBER, name, number);
        }
        declarations.putIfAbsent(id, new FieldDeclaration(id, number, type, fields.getOrDefault("Description", "")));
    }

    private static String required(Map<String, String> fields, String name, String key) {
        String value = fields.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw new HeaderFault(HeaderFault.MISSING, name + " " + key, "");
        }
        return value;
    }

    private static List<String> samples(String line) {
        // Some writers end the line with a tab.
        List<String> columns = List.of(line.split("\t"));
        for (int i = 0; i < Math.min(columns.size(), FIXED.size()); i++) {
            String column = columns.get(i);
            if (!column.equals(FIXED.get(i))) {
                String reason = FIXED.contains(column)
                        ? HeaderFault.COLUMN_ORDER
                        : i == 0 && column.startsWith("#CHROM") && line.indexOf('\t') < 0
                                ? HeaderFault.TOO_FEW_COLUMNS + " Columns are separated by tabs, not by spaces."
                                : HeaderFault.ILLEGAL_COLUMN;
                throw new HeaderFault(reason, "column " + (i + 1), column);
            }
        }
        if (columns.size() < SITE_COLUMNS) {
            throw new HeaderFault(HeaderFault.TOO_FEW_COLUMNS, "", "");
        }
        List<String> samples = columns.subList(Math.min(FIXED.size(), columns.size()), columns.size());
        Set<String> seen = new HashSet<>();
        for (String sample : samples) {
            if (sample.isEmpty() || !seen.add(sample)) {
                String reason = sample.isEmpty() ? " A sample has no name." : " A sample is named twice.";
                throw new HeaderFault(HeaderFault.MALFORMED + reason, "sample", sample);
            }
        }
        return samples;
    }
}
