package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.schema.GroupType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.lakeome.ingest.columns.BooleanColumn;
import org.lakeome.ingest.columns.Column;
import org.lakeome.ingest.columns.DoubleColumn;
import org.lakeome.ingest.columns.IntColumn;
import org.lakeome.ingest.columns.LongColumn;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.columns.TextColumn;

/** Encodes rows that come as Iceberg records, of any type that a store's table has. For one thread. */
final class RecordEncoder {
    private static final int DICTIONARY_BYTES = 1 << 20;
    /** Of all columns: a table may have thousands. */
    private static final int DICTIONARIES_BYTES = 32 << 20;
    /** Values of maps repeat themselves far apart, as {@link SiteEncoder} has it. */
    private static final int MAP_VALUES = 4;

    private final MessageType type;
    private final PagePacker packer;
    private final int dictionaryBytes;
    private final List<Column> columns = new ArrayList<>();
    private final List<Node> fields = new ArrayList<>();

    RecordEncoder(MessageType type, PagePacker packer) {
        this.type = type;
        this.packer = packer;
        this.dictionaryBytes = Math.min(
                DICTIONARY_BYTES, DICTIONARIES_BYTES / type.getColumns().size());
        for (Type field : type.getFields()) {
            fields.add(node(field, List.of(field.getName()), 1));
        }
    }

    /** @param row with the columns of the type, in its order */
    void add(StructLike row) {
        for (Column column : columns) {
            column.startRow();
        }
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).put(row.get(i, Object.class), 0, 0);
        }
    }

    /** About the heap of what is gathered and not packed into chunks. */
    long heldBytes() {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.heldBytes();
        }
        return bytes;
    }

    Map<ColumnPath, PackedPages> pack() {
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        for (Column column : columns) {
            chunks.put(ColumnPath.get(column.descriptor().getPath()), column.pack());
        }
        return chunks;
    }

    /** A value's way into the leaves below it; levels as Parquet's data model has them. */
    private sealed interface Node {
        /** @param definition the level up to which what holds the value is there */
        void put(Object value, int repetition, int definition);

        void missing(int repetition, int definition);
    }

    private interface Put {
        void put(int repetition, Object value);
    }

    private record Leaf(Column column, Put put) implements Node {
        @Override
        public void put(Object value, int repetition, int definition) {
            if (value == null) {
                missing(repetition, definition);
            } else {
                put.put(repetition, value);
            }
        }

        @Override
        public void missing(int repetition, int definition) {
            if (definition == column.descriptor().getMaxDefinitionLevel()) {
                throw new IllegalArgumentException(column.descriptor() + " is required and has no value");
            }
            column.missing(repetition, definition);
        }
    }

    private record Struct(List<Node> fields, int own) implements Node {
        @Override
        public void put(Object value, int repetition, int definition) {
            if (value == null) {
                missing(repetition, definition);
                return;
            }
            Record struct = (Record) value;
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).put(struct.get(i), repetition, definition + own);
            }
        }

        @Override
        public void missing(int repetition, int definition) {
            fields.forEach(field -> field.missing(repetition, definition));
        }
    }

    /** @param repeated the repetition level of all elements but the first */
    private record Elements(Node element, int repeated, int own) implements Node {
        @Override
        public void put(Object value, int repetition, int definition) {
            if (value == null) {
                missing(repetition, definition);
                return;
            }
            List<?> list = (List<?>) value;
            if (list.isEmpty()) {
                missing(repetition, definition + own);
            }
            for (int i = 0; i < list.size(); i++) {
                element.put(list.get(i), i == 0 ? repetition : repeated, definition + own + 1);
            }
        }

        @Override
        public void missing(int repetition, int definition) {
            element.missing(repetition, definition);
        }
    }

    /** @param repeated the repetition level of all entries but the first */
    private record Entries(Node key, Node value, int repeated, int own) implements Node {
        @Override
        public void put(Object map, int repetition, int definition) {
            if (map == null) {
                missing(repetition, definition);
                return;
            }
            if (((Map<?, ?>) map).isEmpty()) {
                missing(repetition, definition + own);
            }
            int level = repetition;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                key.put(entry.getKey(), level, definition + own + 1);
                value.put(entry.getValue(), level, definition + own + 1);
                level = repeated;
            }
        }

        @Override
        public void missing(int repetition, int definition) {
            key.missing(repetition, definition);
            value.missing(repetition, definition);
        }
    }

    /** @param share of the dictionary that the column may have, beside others */
    private Node node(Type field, List<String> path, int share) {
        if (field.isPrimitive()) {
            Leaf leaf = leaf(type.getColumnDescription(path.toArray(String[]::new)), share * dictionaryBytes);
            columns.add(leaf.column());
            return leaf;
        }
        GroupType group = field.asGroupType();
        int own = field.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1;
        boolean isList = group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
        if (!isList && !(group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation)) {
            return new Struct(
                    IntStream.range(0, group.getFieldCount())
                            .mapToObj(place -> child(group, path, place, 1))
                            .toList(),
                    own);
        }
        GroupType repeated = group.getType(0).asGroupType();
        List<String> below = child(path, repeated);
        int level = type.getMaxRepetitionLevel(below.toArray(String[]::new));
        Node first = child(repeated, below, 0, 1);
        return isList
                ? new Elements(first, level, own)
                : new Entries(first, child(repeated, below, 1, MAP_VALUES), level, own);
    }

    private Node child(GroupType group, List<String> path, int place, int share) {
        Type field = group.getType(place);
        return node(field, child(path, field), share);
    }

    private static List<String> child(List<String> path, Type field) {
        List<String> longer = new ArrayList<>(path);
        longer.add(field.getName());
        return longer;
    }

    private Leaf leaf(ColumnDescriptor at, int mostBytes) {
        boolean bounds = at.getPath().length == 1;
        switch (at.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> {
                TextColumn texts = new TextColumn(at, bounds, mostBytes, packer);
                return new Leaf(texts, (level, value) -> texts.value(level, (String) value));
            }
            case INT32 -> {
                IntColumn ints = new IntColumn(at, bounds, packer);
                return new Leaf(ints, (level, value) -> ints.value(level, (Integer) value));
            }
            case INT64 -> {
                LongColumn longs = new LongColumn(at, bounds, packer);
                return new Leaf(longs, (level, value) -> longs.value(level, (Long) value));
            }
            case FLOAT, DOUBLE -> {
                DoubleColumn numbers = new DoubleColumn(at, bounds, packer);
                return new Leaf(numbers, (level, value) -> numbers.value(level, ((Number) value).doubleValue()));
            }
            case BOOLEAN -> {
                BooleanColumn flags = new BooleanColumn(at, bounds, packer);
                return new Leaf(flags, (level, value) -> flags.value(level, (Boolean) value));
            }
            default -> throw new IllegalArgumentException(at + " is of no type that a store's table has");
        }
    }
}
