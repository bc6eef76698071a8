package org.lakeome.ingest.gff;

import java.util.List;
import org.lakeome.ingest.source.FieldFault;

/** Reads the nine columns of a feature line by the rules of GFF3 1.26. */
final class FeatureLine {
    private static final List<String> COLUMNS =
            List.of("seqid", "source", "type", "start", "end", "score", "strand", "phase", "attributes");
    private static final String MISSING = ".";

    private final String[] values = new String[COLUMNS.size()];

    private FeatureLine() {}

    static GffFeature parse(String line) {
        FeatureLine parts = new FeatureLine();
        parts.split(line);
        return parts.feature();
    }

    private void split(String line) {
        int column = 0;
        int from = 0;
        while (from <= line.length()) {
            int tab = line.indexOf('\t', from);
            int to = tab < 0 ? line.length() : tab;
            if (column < values.length) {
                values[column] = line.substring(from, to);
            }
            column++;
            from = to + 1;
        }
        if (column != values.length) {
            throw new FieldFault(
                    "",
                    "",
                    "The line has " + column + " columns separated by tabs; a feature of GFF3 has " + values.length
                            + ".");
        }
    }

    private GffFeature feature() {
        Attributes attributes = Attributes.parse(values[8]);
        Long start = position(3);
        Long end = position(4);
        if (start != null && end != null && end < start) {
            throw new FieldFault("end", values[4], "The end lies before the start, " + start + ".");
        }
        return new GffFeature(
                text(0),
                text(1),
                text(2),
                start == null ? null : start - 1,
                end,
                score(),
                strand(),
                phase(),
                attributes.joined("ID"),
                attributes.joined("Name"),
                attributes.joined("Alias"),
                attributes.list("Parent"),
                attributes.joined("Target"),
                attributes.joined("Gap"),
                attributes.joined("Derives_from"),
                attributes.list("Note"),
                attributes.list("Dbxref"),
                attributes.list("Ontology_term"),
                attributes.yesNo("Is_circular"),
                attributes.information());
    }

    private String text(int column) {
        if (values[column].isEmpty()) {
            throw new FieldFault(
                    COLUMNS.get(column), "", "The column is empty; an undefined value is written as a dot.");
        }
        return values[column].equals(MISSING) ? null : PercentText.decode(values[column]);
    }

    private Long position(int column) {
        String text = values[column];
        if (text.equals(MISSING)) {
            return null;
        }
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) == 0) {
            throw new FieldFault(COLUMNS.get(column), text, "A position must be a whole number from 1 on.");
        }
        return Long.valueOf(text);
    }

    private Double score() {
        String text = values[5];
        if (text.equals(MISSING)) {
            return null;
        }
        // Java would also take hexadecimal numbers, a trailing 'd' and spaces.
        if (text.chars().allMatch(c -> c >= '0' && c <= '9' || ".eE+-".indexOf(c) >= 0)) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                // The same message for every text that is no number.
            }
        }
        throw new FieldFault("score", text, "A score must be a number or a dot.");
    }

    private String strand() {
        return switch (values[6]) {
            case MISSING -> null;
            case "+", "-", "?" -> values[6];
            default -> throw new FieldFault("strand", values[6], "A strand must be +, -, ? or a dot.");
        };
    }

    private Integer phase() {
        return switch (values[7]) {
            case MISSING -> null;
            case "0" -> 0;
            case "1" -> 1;
            case "2" -> 2;
            default -> throw new FieldFault("phase", values[7], "A phase must be 0, 1, 2 or a dot.");
        };
    }
}
