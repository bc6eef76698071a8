package org.lakeome.ingest.readers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** parquet-java by itself, which knows nothing of tables; every file whole, or in pieces of some bytes as engines cut it. */
public final class ParquetReaders implements TableReader {
    private final long pieceBytes;

    /** @param pieceBytes 0 for whole files */
    public ParquetReaders(long pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    @Override
    public String name() {
        return "parquet-java" + (pieceBytes == 0 ? "" : " in pieces of " + pieceBytes + " bytes");
    }

    @Override
    public void read(Table table, Question question, Consumer<List<Object>> row) {
        for (Path file : DataFiles.of(table)) {
            long length = file.toFile().length();
            long piece = pieceBytes == 0 ? length : pieceBytes;
            for (long from = 0; from < length; from += piece) {
                read(file, from, Math.min(length, from + piece), table, question, row);
            }
        }
    }

    private static void read(
            Path file, long from, long to, Table table, Question question, Consumer<List<Object>> row) {
        List<Types.NestedField> fields =
                question.columns().stream().map(table.schema()::findField).toList();
        try (ParquetReader<Group> reader = reader(file, from, to, question)) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                List<Object> cells = new ArrayList<>();
                for (Types.NestedField field : fields) {
                    cells.add(cell(group, field.name(), field.type()));
                }
                row.accept(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ParquetReader<Group> reader(Path file, long from, long to, Question question) throws IOException {
        InputFile input = new LocalInputFile(file);
        ParquetReader.Builder<Group> builder =
                new ParquetReader.Builder<Group>(input, new PlainParquetConfiguration()) {
                    @Override
                    protected ReadSupport<Group> getReadSupport() {
                        return new GroupReadSupport();
                    }
                }.withFileRange(from, to);
        return question.where() == null
                ? builder.build()
                : builder.withFilter(FilterCompat.get(question.where().predicate()))
                        .build();
    }

    /** Columns that a file lacks are null. */
    private static Object cell(Group group, String name, Type type) {
        if (!group.getType().containsField(name) || group.getFieldRepetitionCount(name) == 0) {
            return null;
        }
        return switch (type.typeId()) {
            case STRING -> group.getString(name, 0);
            case LONG -> group.getLong(name, 0);
            case INTEGER -> group.getInteger(name, 0);
            case DOUBLE -> group.getDouble(name, 0);
            case BOOLEAN -> group.getBoolean(name, 0);
            case LIST -> list(group.getGroup(name, 0), type.asListType().elementType());
            case MAP -> map(group.getGroup(name, 0));
            case STRUCT -> struct(group.getGroup(name, 0), type.asStructType());
            default -> throw new IllegalArgumentException("There is no such column: " + type);
        };
    }

    private static List<Object> list(Group group, Type element) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount("list"); i++) {
            elements.add(cell(group.getGroup("list", i), "element", element));
        }
        return elements;
    }

    private static Map<Object, Object> map(Group group) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount("key_value"); i++) {
            Group entry = group.getGroup("key_value", i);
            entries.put(cell(entry, "key", Types.StringType.get()), cell(entry, "value", Types.StringType.get()));
        }
        return entries;
    }

    private static List<Object> struct(Group group, Types.StructType type) {
        List<Object> fields = new ArrayList<>();
        type.fields().forEach(field -> fields.add(cell(group, field.name(), field.type())));
        return fields;
    }
}
