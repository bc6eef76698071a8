package org.lakeome.ingest.tabular;

import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.DecimalText;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineRemark;
import org.lakeome.ingest.source.LineRemarks;

/** Makes typed values of a line's cells. For one thread. */
final class RowValues {
    private final List<TableColumn> columns;
    private final int width;
    private final Set<String> nullValues;
    private final boolean mayBeComment;
    private final LineRemarks remarks;
    private long line;

    RowValues(TableLayout layout, CsvOptions options, LineRemarks remarks) {
        this.columns = layout.columns();
        this.width = columns.size() + (layout.type().addsEnd() ? 1 : 0);
        this.nullValues = options.nullValues();
        this.mayBeComment = options.comment() == CsvOptions.NONE;
        this.remarks = remarks;
    }

    /** @param number of the line in its split */
    Object[] of(String[] cells, long number) {
        line = number;
        try {
            return values(cells);
        } catch (FieldFault fault) {
            throw mayBeComment && cells.length > 0 && cells[0] != null && cells[0].startsWith("#")
                    ? new FieldFault(
                            fault.field(),
                            fault.value(),
                            fault.getMessage()
                                    + " If lines that begin with # are comments, give the read option comment=#.")
                    : fault;
        }
    }

    private Object[] values(String[] cells) {
        if (cells.length != columns.size()) {
            throw new FieldFault(
                    "",
                    "",
                    "The line has " + cells.length + " columns, the store's schema " + columns.size()
                            + ". (A quoted value cannot go on in the next line.)");
        }
        Object[] values = new Object[width];
        for (int i = 0; i < cells.length; i++) {
            // Spark takes an empty cell for null, whether it is quoted or not.
            values[i] = cells[i] == null || cells[i].isEmpty() ? null : value(i, cells[i]);
        }
        return values;
    }

    private Object value(int place, String text) {
        ColumnType type = columns.get(place).type();
        return type == ColumnType.STRING ? text : typed(place, type, withoutBlanks(place, text));
    }

    private Object typed(int place, ColumnType type, String text) {
        if (text.isEmpty() || !nullValues.isEmpty() && nullValues.contains(text)) {
            return null;
        }
        try {
            Object value = type.value(text);
            if (type.isDecimal() && DecimalText.isOutOfRange(text, ((Number) value).doubleValue())) {
                remarks.add(LineRemark.OUT_OF_RANGE, line, name(place), text);
            }
            return value;
        } catch (FieldFault fault) {
            throw new FieldFault(name(place), text, fault.getMessage());
        }
    }

    private String withoutBlanks(int place, String text) {
        if (text.charAt(0) > ' ' && text.charAt(text.length() - 1) > ' ') {
            return text;
        }
        remarks.add(LineRemark.BLANKS, line, name(place), text);
        return text.strip();
    }

    private String name(int place) {
        return columns.get(place).name() + " (column " + (place + 1) + ")";
    }
}
