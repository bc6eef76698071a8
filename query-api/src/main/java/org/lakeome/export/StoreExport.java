package org.lakeome.export;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lakeome.vcf.Declarations;
import org.lakeome.vcf.VcfFile;

/** Writes rows of a store as a VCF file (4.3 or newer) that carries every imported field back. Use once, in one thread. */
public final class StoreExport {
    private static final int SHOWN_SAMPLES = 10;

    private final StoreReader reader;
    private final StoreTable table;
    private final List<String> samples;
    private final List<String> notes = new ArrayList<>();
    private Declarations header;
    private List<Window> windows;
    private Optional<Region> region = Optional.empty();

    StoreExport(StoreTable table, List<String> samples, StoreReader reader) {
        this.table = table;
        this.samples = samples.stream().distinct().toList();
        this.reader = reader;
    }

    /** Something that was asked for is not there. */
    public static final class NotThere extends Exception {
        NotThere(String message) {
            super(message);
        }
    }

    /** How far the export is; total counts rows. */
    public record Progress(String contig, long start, long rows, long total) {}

    /**
     * What came of an export.
     *
     * @param gaps calls that a sample lacks at a site that another has
     * @param unpaired records of which it is not known which sample's call stood beside which
     * @param notes what the reader of the file should know, a sentence each
     */
    public record Written(long records, long rows, long gaps, long unpaired, List<String> notes) {}

    void prepare(List<String> headerLines, Optional<String> regionText) throws SQLException, NotThere {
        header = Declarations.of(headerLines);
        if (regionText.isPresent()) {
            RegionSearch.Found found = found(regionText.get());
            region = Optional.of(found.region());
            notes.addAll(found.notes());
        }
        windows = reader.windows(samples, region);
        if (windows.isEmpty() || samples.size() > 1) {
            requireSamples();
        }
        if (windows.isEmpty()) {
            notes.add("No record overlaps the region: the file has a header and nothing else.");
        }
        windows = inOrder(windows);
        List<String> filled = new ArrayList<>();
        for (String field : header.contested()) {
            if (reader.fills(field, samples, region)) {
                filled.add(field);
            }
        }
        header.settle(filled);
    }

    private RegionSearch.Found found(String text) throws SQLException, NotThere {
        try {
            return new RegionSearch(reader.contigsOf(samples), header.contigLengths(), table.name()).find(text);
        } catch (NotThere unknown) {
            // A sample that is not there has no contigs either.
            requireSamples();
            throw unknown;
        }
    }

    private void requireSamples() throws SQLException, NotThere {
        List<String> there = reader.samples(samples);
        for (String sample : samples) {
            if (!there.contains(sample)) {
                throw new NotThere("store " + table.name() + " has no sample '" + sample + "'" + known());
            }
        }
        if (samples.isEmpty() && !reader.hasSites()) {
            String known = known();
            throw new NotThere("store " + table.name()
                    + (known.isEmpty()
                            ? " holds no rows"
                            : " holds samples; name some with --sample, or say --all" + known));
        }
    }

    private String known() throws SQLException {
        List<String> known = reader.samples(SHOWN_SAMPLES + 1);
        String names = String.join(", ", known.subList(0, Math.min(SHOWN_SAMPLES, known.size())));
        return known.isEmpty() ? "" : "; it has " + names + (known.size() > SHOWN_SAMPLES ? ", ..." : "");
    }

    /** Contigs as the header has them, then the others by name. */
    private List<Window> inOrder(List<Window> parts) {
        Map<String, Integer> ranks = new HashMap<>();
        header.contigs().forEach(contig -> ranks.put(contig, ranks.size()));
        List<Window> ordered = new ArrayList<>(parts);
        // The sort is stable, and a contig's windows come in order already.
        ordered.sort((a, b) -> {
            int byRank = Integer.compare(
                    ranks.getOrDefault(a.contig(), Integer.MAX_VALUE),
                    ranks.getOrDefault(b.contig(), Integer.MAX_VALUE));
            return byRank != 0 ? byRank : a.contig().compareTo(b.contig());
        });
        return ordered;
    }

    /** @param aside where the records may lie until the header is known */
    public VcfFile file(Path aside) throws IOException {
        return new VcfFile(aside, header, samples);
    }

    /** Reads all rows into the file. */
    public Written read(VcfFile file, Consumer<Progress> progress) throws SQLException, IOException {
        long total = windows.stream().mapToLong(Window::rows).sum();
        long rows = 0;
        long gaps = 0;
        long unpaired = 0;
        for (Window window : windows) {
            progress.accept(new Progress(window.contig(), Math.max(0, window.from()), rows, total));
            List<SiteMerge.Merged> records = SiteMerge.of(reader.rows(window, samples, region));
            unpaired += SiteMerge.unpaired(records);
            for (SiteMerge.Merged merged : records) {
                file.add(merged.site(), merged.calls());
                rows += Math.max(1, merged.calls().size());
                gaps += samples.size() - merged.calls().size();
            }
        }
        notes.addAll(header.notes());
        return new Written(file.records(), rows, gaps, unpaired, notes);
    }
}
