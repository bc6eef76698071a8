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

/** Files of a warehouse, whose rows come late: there is time to stop who reads them. */
public final class SlowFiles implements SupportsPrefixOperations {
    private final WarehouseFileIO files = new WarehouseFileIO();

    /** The table as it is, on such files. */
    static Table of(Table table) {
        return new BaseTable(
                new StaticTableOperations(
                        ((HasTableOperations) table).operations().current(), new SlowFiles()),
                table.name());
    }

    @Override
    public InputFile newInputFile(String location) {
        if (location.endsWith(".parquet")) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
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
