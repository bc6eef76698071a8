package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;

/** Where each contig's bases lie in a FASTA file, by its .fai index (faidx(5)); checked against the file's size and contigs. */
final class FastaIndex {
    private static final int MOST_BYTES = 256 << 20;
    private static final String REMEDY = " Import the reference again.";

    /** @param number counts the contigs of the file from 0 */
    record Place(int number, String name, long length, long offset, int lineBases, int lineWidth) {
        long byteOf(long position) {
            return offset + position / lineBases * lineWidth + position % lineBases;
        }
    }

    private final Map<String, Place> places = new LinkedHashMap<>();

    private FastaIndex() {}

    static FastaIndex of(ReferenceSequence reference) throws IOException {
        FastaIndex index = new FastaIndex();
        String name = reference.index().name();
        if (reference.index().size() > MOST_BYTES) {
            throw new InputFault(name, 0, "The index of the reference is larger than " + MOST_BYTES + " bytes.");
        }
        String[] lines = text(reference.index()).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                Place place = place(name, i, lines[i]);
                if (place.byteOf(place.length() - 1) >= reference.fasta().size()) {
                    throw new InputFault(
                            reference.fasta().name(),
                            0,
                            "The file ends before contig " + place.name() + " that its index promises." + REMEDY);
                }
                index.places.put(place.name(), place);
            }
        }
        for (Contig contig : reference.contigs()) {
            Place place = index.places.get(contig.name());
            if (place == null || place.length() != contig.length()) {
                throw new InputFault(
                        name,
                        0,
                        "The index does not fit the reference: contig " + contig.name() + " has " + contig.length()
                                + " bases, " + (place == null ? "none" : place.length()) + " by the index." + REMEDY);
            }
        }
        return index;
    }

    private static String text(ByteSource source) throws IOException {
        try (InputStream in = source.open(0)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // A byte order mark is no part of the first contig's name.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }

    private static Place place(String file, int line, String text) {
        String[] columns = text.strip().split("\t");
        try {
            Place place = new Place(
                    line,
                    columns[0],
                    Long.parseLong(columns[1]),
                    Long.parseLong(columns[2]),
                    Integer.parseInt(columns[3]),
                    Integer.parseInt(columns[4]));
            if (place.length() > 0
                    && place.length() <= Integer.MAX_VALUE
                    && place.offset() > 0
                    && place.lineBases() > 0
                    && place.lineWidth() >= place.lineBases()
                    && place.lineWidth() <= place.lineBases() + 2L) {
                return place;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // The same answer as for numbers that cannot be.
        }
        throw new InputFault(file, line + 1L, "The line is not one of a FASTA index (.fai)." + REMEDY);
    }

    Map<String, Place> places() {
        return places;
    }
}
