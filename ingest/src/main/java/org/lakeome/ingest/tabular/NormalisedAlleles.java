package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.normalise.Normaliser;
import org.lakeome.ingest.normalise.ReferenceContig;
import org.lakeome.ingest.normalise.ReferenceSequence;

/**
 * Left-aligns and trims a row's alleles in place, all its ALT alleles together (AWS keeps the first alone). A row without
 * coordinates, or whose REF is no bases (as {@code -} for an insertion), stays as it is. For one thread.
 */
final class NormalisedAlleles implements Closeable {
    private final TableLayout layout;
    private final Normaliser normaliser;
    private final Map<String, ReferenceContig> contigs = new HashMap<>();

    NormalisedAlleles(TableLayout layout, ReferenceSequence reference) throws IOException {
        this.layout = layout;
        this.normaliser = new Normaliser(reference, List.of());
    }

    /** @param row with coordinates 0-based already */
    void apply(Object[] row, Coordinates coordinates) throws IOException {
        Object contig = row[place(HeaderKey.CHR)];
        Long start = Coordinates.whole(row[place(startKey())]);
        String reference = (String) row[place(HeaderKey.REF)];
        String alternates = (String) row[place(HeaderKey.ALT)];
        if (contig == null || start == null || alternates == null || reference == null || !isBases(reference)) {
            return;
        }
        byte[] text = (reference + alternates).getBytes(StandardCharsets.UTF_8);
        ReferenceContig where = contigs.computeIfAbsent(contig.toString(), normaliser::contig);
        if (normaliser.normalise(where, start, text, 0, reference.length(), reference.length(), text.length)) {
            int length = normaliser.referenceLength();
            row[place(HeaderKey.REF)] = new String(normaliser.text(), 0, length, StandardCharsets.UTF_8);
            row[place(HeaderKey.ALT)] =
                    new String(normaliser.text(), length, normaliser.length() - length, StandardCharsets.UTF_8);
            coordinates.set(row, place(startKey()), normaliser.start());
            coordinates.setEnd(row, normaliser.start() + length);
        }
    }

    private HeaderKey startKey() {
        return layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
    }

    private int place(HeaderKey key) {
        return layout.places().get(key);
    }

    private static boolean isBases(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> "ACGTNUMRWSYKVHDBacgtnumrwsykvhdb".indexOf(c) >= 0);
    }

    @Override
    public void close() throws IOException {
        normaliser.close();
    }
}
