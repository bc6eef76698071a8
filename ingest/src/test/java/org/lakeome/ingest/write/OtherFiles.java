package org.lakeome.ingest.write;

import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Files of a warehouse, of which a subclass makes some other than they are. */
abstract class OtherFiles implements SupportsPrefixOperations {
    private final WarehouseFileIO files = new WarehouseFileIO();

    /** The table as it is, on these files. */
    final Table of(Table table) {
        return new BaseTable(
                new StaticTableOperations(
                        ((HasTableOperations) table).operations().current(), this),
                table.name());
    }

    @Override
    public InputFile newInputFile(String location) {
        return files.newInputFile(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return files.newOutputFile(location);
    }

    @Override
    public void deleteFile(String location) {
        files.deleteFile(location);
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        return files.listPrefix(prefix);
    }

    @Override
    public void deletePrefix(String prefix) {
        files.deletePrefix(prefix);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }
}
