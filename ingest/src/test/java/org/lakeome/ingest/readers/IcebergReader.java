package org.lakeome.ingest.readers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Iceberg's own rows, without an engine. */
public final class IcebergReader implements TableReader {
    @Override
    public String name() {
        return "Iceberg generics";
    }

    @Override
    public void read(Table table, Question question, Consumer<List<Object>> row) {
        IcebergGenerics.ScanBuilder scan = IcebergGenerics.read(table).select(question.columns());
        if (question.where() != null) {
            scan = scan.where(question.where().expression());
        }
        try (CloseableIterable<Record> records = scan.build()) {
            for (Record record : records) {
                List<Object> cells = new ArrayList<>();
                question.columns().forEach(column -> cells.add(cell(record.getField(column))));
                row.accept(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object cell(Object value) {
        if (value instanceof List<?> list) {
            return Cells.list(list, IcebergReader::cell);
        }
        if (value instanceof StructLike struct) {
            List<Object> fields = new ArrayList<>();
            for (int i = 0; i < struct.size(); i++) {
                fields.add(cell(struct.get(i, Object.class)));
            }
            return fields;
        }
        return value;
    }
}
