package org.lakeome.ingest.vcf;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A header line that says how records are to be read, as it was written.
 *
 * @param kind INFO, FORMAT, FILTER, ALT, contig or fileformat
 * @param id the line's ID; of fileformat the version
 * @param declaration what two files must agree on: {@code Number=A,Type=Float}, {@code length=100}; empty if nothing
 */
public record HeaderLine(String kind, String id, String declaration, String text) {
    private static final Set<String> KINDS = Set.of("INFO", "FORMAT", "FILTER", "ALT", "contig");

    /** Empty for a line of another kind, and for one that cannot be taken apart. */
    public static Optional<HeaderLine> of(String line) {
        int equals = line.indexOf('=');
        String kind = equals < 0 ? "" : line.substring(2, equals);
        String value = line.substring(equals + 1).strip();
        if (kind.equals("fileformat")) {
            return Optional.of(new HeaderLine(kind, value, "", line));
        }
        if (!KINDS.contains(kind)) {
            return Optional.empty();
        }
        try {
            Map<String, String> fields = HeaderFields.parse(value);
            String id = fields.getOrDefault("ID", "");
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HeaderLine(kind, id, declaration(kind, fields), line));
        } catch (HeaderFault fault) {
            return Optional.empty();
        }
    }

    private static String declaration(String kind, Map<String, String> fields) {
        return switch (kind) {
            case "INFO", "FORMAT" -> "Number=" + fields.get("Number") + ",Type=" + fields.get("Type");
            case "contig" -> fields.containsKey("length") ? "length=" + fields.get("length") : "";
            default -> "";
        };
    }
}
