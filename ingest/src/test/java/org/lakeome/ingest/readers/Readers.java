package org.lakeome.ingest.readers;

import java.util.List;

/** Every reader there is. */
final class Readers {
    /** The one that the others are compared with. */
    static final TableReader REFERENCE = new IcebergReader();

    private Readers() {}

    /** @param pieceBytes of the files that are read in pieces */
    static List<TableReader> all(long pieceBytes) {
        return List.of(
                REFERENCE,
                new ParquetReaders(0),
                new ParquetReaders(pieceBytes),
                new DuckReader(false),
                new DuckReader(true),
                new SparkReader(true, true),
                new SparkReader(true, false),
                new SparkReader(false, true),
                new SparkReader(false, false));
    }
}
