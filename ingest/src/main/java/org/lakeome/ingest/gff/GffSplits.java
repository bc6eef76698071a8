package org.lakeome.ingest.gff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/**
 * Cuts a GFF3 file into splits. A FASTA section is all in the split in which it starts: only who has read everything before
 * knows that a line is sequence and no feature, so a large file's lines are looked at once here.
 */
public final class GffSplits {
    private GffSplits() {}

    public static List<Split> of(TextSource source, long targetBytes) throws IOException {
        List<Split> all = source.splits(targetBytes);
        if (all.size() == 1) {
            return all;
        }
        List<Split> features = new ArrayList<>();
        for (Split split : all) {
            if (startsFasta(source, split)) {
                features.add(new Split(split.from(), source.whole().to()));
                break;
            }
            features.add(split);
        }
        return List.copyOf(features);
    }

    private static boolean startsFasta(TextSource source, Split split) throws IOException {
        try (LineReader lines = source.lines(split)) {
            while (lines.next()) {
                lines.skipMark();
                if (GffLine.of(lines) == GffLine.FASTA) {
                    return true;
                }
            }
            return false;
        }
    }
}
