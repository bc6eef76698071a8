package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.vep.PercentText;
import org.lakeome.ingest.vep.VepEntries;
import org.lakeome.ingest.vep.VepField;
import org.lakeome.ingest.vep.VepFormat;

/**
 * Writes the entries of each record into the columns under {@code annotations.vep}, straight from the record's text: a record
 * of four entries has more than three hundred values, and a Java object for each would be most of an import's work. For one
 * thread.
 */
final class VepEncoder {
    static final String COLUMN = "annotations";
    private static final int DICTIONARY_BYTES = 1 << 20;
    private static final List<String> ENTRY = List.of(COLUMN, "vep", "list", "element");

    /** A column with its levels: those of a value, and the definition level of each thing above it that may be null. */
    private record Leaf(TextColumn out, int repetition, int parent) {
        void none(int repetitionLevel, int definitionLevel) {
            out.missing(repetitionLevel, definitionLevel);
        }
    }

    /** A field of the struct: where its text stands in an entry (-1 for nowhere) and its one column or two. */
    private record Field(VepField.Shape shape, int place, Leaf first, Leaf second) {}

    private final MessageType type;
    private final PagePacker packer;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Field[] fields;
    private final TextColumn.Word[] extraNames;
    private final int[] extraPlaces;
    /** By the field's number in an entry. */
    private final boolean[] isExtra;

    private final Leaf extraKey;
    private final Leaf extraValue;
    private final int noEntry;
    private final int entry;
    private final PercentText percent = new PercentText();

    VepEncoder(Schema file, VepFormat format, PagePacker packer) {
        this.packer = packer;
        this.type = ParquetSchemaUtil.convert(file, "table");
        List<Field> struct = new ArrayList<>();
        for (VepField field : VepField.values()) {
            String name = field.column();
            int place = format.places().getOrDefault(field, -1);
            struct.add(
                    switch (field.shape()) {
                        case TEXT -> new Field(field.shape(), place, leaf(name), null);
                        case LIST -> new Field(field.shape(), place, leaf(name, "list", "element"), null);
                        case RANK -> new Field(field.shape(), place, leaf(name, "rank"), leaf(name, "total"));
                        case CHANGE -> new Field(field.shape(), place, leaf(name, "reference"), leaf(name, "variant"));
                    });
        }
        fields = struct.toArray(Field[]::new);
        extraKey = leaf("extras", "key_value", "key");
        extraValue = leaf("extras", "key_value", "value");
        extraNames = format.extras().stream()
                .map(extra -> new TextColumn.Word(extra.name()))
                .toArray(TextColumn.Word[]::new);
        extraPlaces = format.extras().stream().mapToInt(VepFormat.Extra::place).toArray();
        isExtra = new boolean[format.size()];
        for (int place : extraPlaces) {
            isExtra[place] = true;
        }
        noEntry = type.getMaxDefinitionLevel(COLUMN, "vep");
        entry = type.getMaxDefinitionLevel(ENTRY.toArray(String[]::new));
    }

    private Leaf leaf(String... below) {
        List<String> path = new ArrayList<>(ENTRY);
        path.addAll(List.of(below));
        ColumnDescriptor column = type.getColumnDescription(path.toArray(String[]::new));
        int parent = type.getMaxDefinitionLevel(path.subList(0, path.size() - 1).toArray(String[]::new));
        Leaf leaf = new Leaf(
                new TextColumn(column, false, DICTIONARY_BYTES, packer), column.getMaxRepetitionLevel(), parent);
        leaves.add(leaf);
        return leaf;
    }

    /** An array without entries. */
    void writeNone() {
        startRow();
        none();
    }

    private void startRow() {
        for (Leaf leaf : leaves) {
            leaf.out().startRow();
        }
    }

    private void none() {
        for (Leaf leaf : leaves) {
            leaf.none(0, noEntry);
        }
    }

    void write(VepEntries entries) {
        startRow();
        int repetition = 0;
        while (entries.next()) {
            for (Field field : fields) {
                write(field, entries, repetition);
            }
            writeExtras(entries, repetition);
            repetition = 1;
        }
        if (repetition == 0) {
            none();
        }
    }

    /** About the heap of what is gathered and not packed into chunks. */
    long heldBytes() {
        long bytes = 0;
        for (Leaf leaf : leaves) {
            bytes += leaf.out().heldBytes();
        }
        return bytes;
    }

    Map<ColumnPath, PackedPages> pack() {
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        for (Leaf leaf : leaves) {
            chunks.put(
                    ColumnPath.get(leaf.out().descriptor().getPath()),
                    leaf.out().pack());
        }
        return chunks;
    }

    private void write(Field field, VepEntries entries, int repetition) {
        int from = field.place() < 0 ? 0 : entries.from(field.place());
        int to = field.place() < 0 ? 0 : entries.to(field.place());
        boolean isText = field.shape() == VepField.Shape.TEXT;
        if (field.shape() == VepField.Shape.LIST) {
            to = withoutLast('&', entries.text(), from, to);
        }
        if (field.place() < 0 || !isText && isBlank(entries.text(), from, to)) {
            field.first().none(repetition, entry);
            if (field.second() != null) {
                field.second().none(repetition, entry);
            }
            return;
        }
        switch (field.shape()) {
            case TEXT -> text(field.first(), entries, from, to, repetition);
            case LIST -> writeList(field.first(), entries, from, to, repetition);
            case RANK, CHANGE -> writePair(field, entries, from, to, repetition);
        }
    }

    private void writeList(Leaf leaf, VepEntries entries, int from, int to, int repetition) {
        int level = repetition;
        int at = from;
        while (at <= to) {
            int end = find(entries.text(), '&', at, to);
            text(leaf, entries, at, end, level);
            level = leaf.repetition();
            at = end + 1;
        }
    }

    private void writePair(Field field, VepEntries entries, int from, int to, int repetition) {
        int slash = find(entries.text(), '/', from, to);
        text(field.first(), entries, from, slash, repetition);
        if (slash == to) {
            field.second().none(repetition, field.second().parent());
        } else {
            text(field.second(), entries, slash + 1, to, repetition);
        }
    }

    private void writeExtras(VepEntries entries, int repetition) {
        if (extraNames.length == 0) {
            extraKey.none(repetition, entry);
            extraValue.none(repetition, entry);
            return;
        }
        int next = extraKey.repetition();
        extraKey.out().values(repetition, next, extraNames);
        if (!hasEscapedExtra(entries)) {
            extraValue.out().values(repetition, next, entries.text(), entries.places(), entries.first(), extraPlaces);
            return;
        }
        int level = repetition;
        for (int place : extraPlaces) {
            text(extraValue, entries, entries.from(place), entries.to(place), level);
            level = next;
        }
    }

    /** Most escapes are in HGVSp, which is none of the extras. */
    private boolean hasEscapedExtra(VepEntries entries) {
        if (!entries.mayBeEscaped()) {
            return false;
        }
        int end = entries.to(entries.fields() - 1);
        int percent = ByteScan.find(entries.text(), entries.from(0), end, (byte) '%');
        while (percent < end) {
            int field = entries.fieldAt(percent);
            if (isExtra[field]) {
                return true;
            }
            percent = ByteScan.find(entries.text(), entries.to(field), end, (byte) '%');
        }
        return false;
    }

    private void text(Leaf leaf, VepEntries entries, int from, int to, int repetition) {
        if (entries.mayBeEscaped() && from < to && percent.decode(entries.text(), from, to)) {
            leaf.out().value(repetition, percent.decoded(), 0, percent.length());
        } else {
            leaf.out().value(repetition, entries.text(), from, to);
        }
    }

    private static boolean isBlank(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] > ' ' || text[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static int withoutLast(char unwanted, byte[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == unwanted) {
            end--;
        }
        return end;
    }

    private static int find(byte[] text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return to;
    }
}
