package org.lakeome.ingest.gff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** All features of a file, read split by split. */
public final class GffRows {
    private GffRows() {}

    public static List<GffFeature> of(Path file, long splitBytes) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        List<GffFeature> features = new ArrayList<>();
        for (Split split : GffSplits.of(source, splitBytes)) {
            try (GffReader reader = new GffReader(source, split, BadLines.FAIL)) {
                while (reader.next()) {
                    features.add(reader.feature());
                }
            }
        }
        return features;
    }
}
