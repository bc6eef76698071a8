package org.lakeome.ingest.gff;

import java.util.List;
import org.lakeome.ingest.source.DecimalText;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineRemark;
import org.lakeome.ingest.source.LineRemarks;

/** Reads the nine columns of a feature line by the rules of GFF3 1.26. */
final class FeatureLine {
    private static final List<String> COLUMNS =
            List.of("seqid", "source", "type", "start", "end", "score", "strand", "phase", "attributes");
    private static final String MISSING = ".";

    private static final int ATTRIBUTES = 8;

    private final String[] values = new String[COLUMNS.size()];
    private final LineRemarks remarks;
    private final long number;

    private FeatureLine(LineRemarks remarks, long number) {
        this.remarks = remarks;
        this.number = number;
    }

    /** @param number of the line, for the remarks */
    static GffFeature parse(String line, LineRemarks remarks, long number) {
        FeatureLine parts = new FeatureLine(remarks, number);
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
        Attributes attributes = Attributes.parse(attributes());
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

    /** Spreadsheets put quotes around a column that has quotes or commas in it, and double those inside. */
    private String attributes() {
        String text = values[ATTRIBUTES];
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            return text;
        }
        String inside = text.substring(1, last);
        String withoutDoubled = inside.replace("\"\"", "");
        if (withoutDoubled.indexOf('"') >= 0) {
            return text;
        }
        remarks.add(LineRemark.QUOTED_COLUMN, number, "", "");
        return inside.replace("\"\"", "\"");
    }

    private String text(int column) {
        if (values[column].startsWith("\"")) {
            throw new FieldFault(
                    COLUMNS.get(column),
                    values[column],
                    "The column begins with a double quote, as spreadsheets write it; GFF3 has no quotes around columns.");
        }
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
        if (DecimalText.isPlain(text)) {
            try {
                double value = Double.parseDouble(text);
                if (DecimalText.isOutOfRange(text, value)) {
                    remarks.add(LineRemark.OUT_OF_RANGE, number, "score", text);
                }
                return value;
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
