package org.lakeome.ingest.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.lakeome.ingest.source.InputFault;

/**
 * An Iceberg table that was copied file by file, folder and all: what its metadata say of the old place is read in the new one.
 *
 * @param source the metadata file where it lies now, {@code <table>/metadata/<name>.metadata.json}
 */
record IcebergCopy(String source, ForeignTable.Place place) {

    /** The data files of the current snapshot. */
    List<ForeignFile> files() throws IOException {
        Moved io = new Moved();
        TableMetadata metadata;
        try {
            metadata = TableMetadataParser.read(new SourceInput(place.open(source)));
        } catch (InputFault e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputFault(source, 0, "This is not the metadata of an Iceberg table: " + e.getMessage());
        }
        if (metadata.currentSnapshot() == null) {
            throw new InputFault(source, 0, "The table is empty; it has no snapshot.");
        }
        io.from = metadata.location();
        List<ForeignFile> files = new ArrayList<>();
        for (ManifestFile manifest : metadata.currentSnapshot().allManifests(io)) {
            if (manifest.content() == ManifestContent.DELETES) {
                throw new InputFault(
                        source,
                        0,
                        "Rows of the table were deleted without rewriting their files; compact it before it is copied, as"
                                + " with OPTIMIZE ... REWRITE DATA in Athena.");
            }
            try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, io, metadata.specsById())) {
                for (DataFile file : reader) {
                    if (file.format() != FileFormat.PARQUET) {
                        throw new InputFault(source, 0, "The file " + file.location() + " is not Parquet.");
                    }
                    files.add(new ForeignFile(place.open(io.moved(file.location())), Map.of()));
                }
            }
        }
        if (files.isEmpty()) {
            throw new InputFault(source, 0, "The table is empty; its current snapshot has no file.");
        }
        return files;
    }

    /** Reads files at their new place. */
    private final class Moved implements FileIO {
        private String from;

        String moved(String location) {
            int metadata = source.lastIndexOf("/metadata/");
            return metadata >= 0 && location.startsWith(from + "/")
                    ? source.substring(0, metadata) + location.substring(from.length())
                    : location;
        }

        @Override
        public InputFile newInputFile(String path) {
            try {
                return new SourceInput(place.open(moved(path)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputFile newOutputFile(String path) {
            throw new UnsupportedOperationException("a copied table is only read");
        }

        @Override
        public void deleteFile(String path) {
            throw new UnsupportedOperationException("a copied table is only read");
        }
    }
}
