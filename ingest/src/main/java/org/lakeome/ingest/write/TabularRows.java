package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularReader;

/** Rows of a TSV store's table (HealthOmics table contract, section 4.3); {@code information} stays null. */
final class TabularRows implements AnnotationRows {
    private final TabularReader reader;
    private final List<String> names;
    private int[] places;

    TabularRows(TabularReader reader, TableLayout layout) {
        this.reader = reader;
        this.names = layout.tableNames();
    }

    @Override
    public boolean next(Record row) throws IOException {
        if (!reader.next()) {
            return false;
        }
        if (places == null) {
            places = places(row.struct());
        }
        Object[] values = reader.row();
        for (int i = 0; i < values.length; i++) {
            row.set(places[i], values[i]);
        }
        return true;
    }

    private int[] places(Types.StructType struct) {
        List<String> columns =
                struct.fields().stream().map(Types.NestedField::name).toList();
        return names.stream().mapToInt(columns::indexOf).toArray();
    }

    @Override
    public long bytesTaken() {
        return reader.bytesTaken();
    }

    @Override
    public ContentSum content() throws IOException {
        return reader.content();
    }

    @Override
    public LineRemarks remarks() {
        return reader.remarks();
    }

    @Override
    public String position() {
        return reader.position();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
