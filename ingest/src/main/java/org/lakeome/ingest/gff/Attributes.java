package org.lakeome.ingest.gff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.ingest.source.FieldFault;

/**
 * Column 9 of a line: tags in file order with their values. Values are split at {@code ,} before they are percent-decoded, so
 * that an escaped comma stays part of its value. A tag that comes twice has the values of both.
 */
final class Attributes {
    private static final List<String> OFFICIAL = List.of(
            "ID",
            "Name",
            "Alias",
            "Parent",
            "Target",
            "Gap",
            "Derives_from",
            "Note",
            "Dbxref",
            "Ontology_term",
            "Is_circular");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    static Attributes parse(String column) {
        Attributes attributes = new Attributes();
        if (!column.equals(".")) {
            for (int from = 0; from <= column.length(); ) {
                int semicolon = column.indexOf(';', from);
                int to = semicolon < 0 ? column.length() : semicolon;
                String entry = column.substring(from, to).strip();
                if (!entry.isEmpty()) {
                    attributes.add(entry);
                }
                from = to + 1;
            }
        }
        return attributes;
    }

    private void add(String entry) {
        int equals = entry.indexOf('=');
        if (equals <= 0) {
            throw new FieldFault(
                    "attributes",
                    entry,
                    looksLikeGtf(entry)
                            ? "This is GTF (tag \"value\"), not GFF3 (tag=value); convert the file to GFF3."
                            : "An attribute must be written tag=value.");
        }
        if (entry.charAt(0) == '"') {
            throw new FieldFault(
                    "attributes",
                    entry,
                    "A tag begins with a double quote, as spreadsheets write it; GFF3 has no quotes around columns or tags.");
        }
        List<String> list =
                values.computeIfAbsent(PercentText.decode(entry.substring(0, equals)), tag -> new ArrayList<>());
        for (int from = equals + 1; from <= entry.length(); ) {
            int comma = entry.indexOf(',', from);
            int to = comma < 0 ? entry.length() : comma;
            list.add(PercentText.decode(entry.substring(from, to)));
            from = to + 1;
        }
    }

    private static boolean looksLikeGtf(String entry) {
        int space = entry.indexOf(' ');
        return space > 0 && entry.indexOf('"') > space;
    }

    /** All values, or null without the tag. */
    List<String> list(String tag) {
        List<String> found = values.get(tag);
        return found == null ? null : List.copyOf(found);
    }

    String joined(String tag) {
        List<String> found = values.get(tag);
        return found == null ? null : String.join(",", found);
    }

    Boolean yesNo(String tag) {
        String text = joined(tag);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new FieldFault(tag, text, tag + " must be true or false.");
        };
    }

    /** The tags that GFF3 does not define; tags that differ in case alone are one key with the values of both. */
    Map<String, String> information() {
        Map<String, String> information = new LinkedHashMap<>();
        values.forEach((tag, list) -> {
            if (!OFFICIAL.contains(tag)) {
                information.merge(
                        tag.toLowerCase(Locale.ROOT), String.join(",", list), (first, more) -> first + "," + more);
            }
        });
        return information.isEmpty() ? null : information;
    }
}
