package org.lakeome.ingest.readers;

import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Table;

/**
 * One program's way of reading the rows of a table. A cell is null, a String, a number, a Boolean, a List (also of the fields of a
 * struct, in their order) or a Map; the order of the rows is the reader's own.
 */
public interface TableReader {
    String name();

    /** @param row may be called by several threads at a time */
    void read(Table table, Question question, Consumer<List<Object>> row);
}
