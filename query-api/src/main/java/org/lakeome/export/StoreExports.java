package org.lakeome.export;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Exports of one store, all of the snapshot that was the newest when it was opened. For one thread. */
public final class StoreExports implements AutoCloseable {
    private final StoreTable table;
    private final StoreReader reader;
    private List<String> headerLines;

    public StoreExports(StoreTable table, Connections connections) {
        this.table = table;
        this.reader = new StoreReader(table, connections);
    }

    /** Looks the store up. */
    public void open() throws SQLException, StoreExport.NotThere {
        if (!reader.open()) {
            throw new StoreExport.NotThere("store " + table.name() + " holds no rows yet");
        }
        headerLines = reader.headerLines();
    }

    /** All samples of the store, by name. */
    public List<String> samples() throws SQLException {
        return reader.samples(Integer.MAX_VALUE);
    }

    /** Whether the store has rows of files without samples. */
    public boolean hasSites() throws SQLException {
        return reader.hasSites();
    }

    /**
     * Looks samples and region up.
     *
     * @param samples none for the rows of files without samples
     */
    public StoreExport of(List<String> samples, Optional<String> region) throws SQLException, StoreExport.NotThere {
        StoreExport export = new StoreExport(table, samples, reader);
        export.prepare(headerLines, region);
        return export;
    }

    @Override
    public void close() throws SQLException {
        reader.close();
    }
}
