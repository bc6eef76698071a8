package org.lakeome.ingest.vcf;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header line that says how records are to be read. Whoever may read a store may read these lines, so they hold the fields
 * that say so and no others, and no path of the machine that wrote the file.
 *
 * @param kind INFO, FORMAT, FILTER, ALT, contig or fileformat
 * @param id the line's ID; of fileformat the version
 * @param declaration what two files must agree on: {@code Number=A,Type=Float}, {@code length=100}; empty if nothing
 */
public record HeaderLine(String kind, String id, String declaration, String text) implements Serializable {
    private static final Map<String, List<String>> KEPT = Map.of(
            "INFO", List.of("ID", "Number", "Type", "Description", "Source", "Version"),
            "FORMAT", List.of("ID", "Number", "Type", "Description"),
            "FILTER", List.of("ID", "Description"),
            "ALT", List.of("ID", "Description"),
            "contig", List.of("ID", "length", "assembly", "md5", "M5", "species", "taxonomy"));

    private static final Set<String> QUOTED = Set.of("Description", "Source", "Version", "species");
    private static final Pattern BARE = Pattern.compile("[^,<>\"\\s]*");
    /** VEP, for one, writes the path of a custom annotation as the description of its field. */
    private static final Pattern PATH = Pattern.compile("(?<![\\w./:])/[^\\s/\"',;()]+/[^\\s\"',;()]+"
            + "|(?<!\\w)[A-Za-z]:\\\\[^\\s\"',;()]+"
            + "|(?<!\\w)(?!https?:|ftp:)[a-zA-Z][a-zA-Z0-9+.-]{0,15}:/+[^\\s\"',;()]+");

    /** Empty for a line of another kind, and for one that cannot be taken apart. */
    public static Optional<HeaderLine> of(String line) {
        int equals = line.indexOf('=');
        String kind = equals < 0 ? "" : line.substring(2, equals);
        String value = line.substring(equals + 1).strip();
        if (kind.equals("fileformat")) {
            return Optional.of(new HeaderLine(kind, value, "", "##fileformat=" + value.split("\\s", 2)[0]));
        }
        if (!KEPT.containsKey(kind)) {
            return Optional.empty();
        }
        try {
            Map<String, String> fields = HeaderFields.parse(value);
            String id = fields.getOrDefault("ID", "");
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HeaderLine(kind, id, declaration(kind, fields), text(kind, fields)));
        } catch (HeaderFault fault) {
            return Optional.empty();
        }
    }

    /** For a field that a file uses and does not declare; so it can be no other than another file's. */
    static HeaderLine undeclaredFormat(String id) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ID", id);
        fields.put("Number", "1");
        fields.put("Type", "String");
        fields.put("Description", "Not declared by the file");
        return new HeaderLine("FORMAT", id, "", text("FORMAT", fields));
    }

    private static String declaration(String kind, Map<String, String> fields) {
        return switch (kind) {
            case "INFO", "FORMAT" -> "Number=" + fields.get("Number") + ",Type=" + fields.get("Type");
            case "contig" -> fields.containsKey("length") ? "length=" + fields.get("length") : "";
            default -> "";
        };
    }

    private static String text(String kind, Map<String, String> fields) {
        StringBuilder text = new StringBuilder("##").append(kind).append("=<");
        for (String key : KEPT.get(kind)) {
            if (fields.containsKey(key)) {
                boolean identifies = key.equals("ID") || key.equals("Number") || key.equals("Type");
                String value = identifies
                        ? fields.get(key)
                        : PATH.matcher(fields.get(key)).replaceAll("...");
                text.append(text.charAt(text.length() - 1) == '<' ? "" : ",")
                        .append(key)
                        .append('=')
                        .append(written(key, value));
            }
        }
        return text.append('>').toString();
    }

    private static String written(String key, String value) {
        return QUOTED.contains(key) || !BARE.matcher(value).matches()
                ? '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : value;
    }
}
