package org.lakeome.ingest.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples of a job of which its table has calls already, with contigs that they surely lie on: the first and the last, by name, of
 * each data file, as manifests say them. Reads no row, and nothing of a table of another layout or of very many files.
 */
final class PresentSamples {
    private static final Logger LOG = LoggerFactory.getLogger(PresentSamples.class);
    private static final int MOST_FILES = 20_000;
    private static final int MOST_TOLD = 3;
    /** Manifests keep so much of a name; one as long may go on. */
    private static final int KEPT_CHARACTERS = 16;

    private final int contigField;
    private final Map<String, Set<String>> contigs = new TreeMap<>();

    private PresentSamples(Table table) {
        contigField = isBySample(table) ? table.schema().findField("contigname").fieldId() : -1;
    }

    /** @param files that the job brings */
    static PresentSamples of(Table table, Collection<DataFile> files) {
        PresentSamples present = new PresentSamples(table);
        if (isBySample(table) && mayBeRead(table.currentSnapshot())) {
            Set<String> samples = new HashSet<>();
            files.forEach(file -> samples.add(sample(file)));
            samples.remove(null);
            if (!samples.isEmpty()) {
                present.find(table, samples);
            }
        }
        return present;
    }

    /** Not of the layout of shared sites, nor a store of annotations. */
    private static boolean isBySample(Table table) {
        return table.spec().fields().size() == 1
                && table.spec().fields().get(0).name().equals("sampleid");
    }

    private static boolean mayBeRead(Snapshot now) {
        return now != null && Long.parseLong(now.summary().getOrDefault("total-data-files", "0")) <= MOST_FILES;
    }

    /** A remark is not worth an import. */
    private void find(Table table, Set<String> samples) {
        try (CloseableIterable<FileScanTask> held = table.newScan()
                .filter(Expressions.in("sampleid", samples))
                .includeColumnStats(List.of("contigname"))
                .planFiles()) {
            held.forEach(task -> contigs.computeIfAbsent(sample(task.file()), sample -> new TreeSet<>())
                    .addAll(contigs(task.file())));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Nobody could say which samples the table has: {}", e.toString());
        }
    }

    /** Of an item's files; empty if there is nothing to say. */
    String note(Collection<DataFile> files) {
        Map<String, Set<String>> both = new TreeMap<>();
        if (contigs.isEmpty()) {
            return "";
        }
        for (DataFile file : files) {
            Set<String> common = new TreeSet<>(contigs(file));
            common.retainAll(contigs.getOrDefault(String.valueOf(sample(file)), Set.of()));
            if (!common.isEmpty()) {
                both.computeIfAbsent(sample(file), sample -> new TreeSet<>()).addAll(common);
            }
        }
        if (both.isEmpty()) {
            return "";
        }
        List<String> told = new ArrayList<>();
        both.forEach((sample, on) -> told.add(sample + " on " + String.join(", ", on)));
        String more = told.size() > MOST_TOLD ? " and " + (told.size() - MOST_TOLD) + " more samples" : "";
        return "The store had calls already of " + String.join("; ", told.subList(0, Math.min(MOST_TOLD, told.size())))
                + more + ": if they are of the same sites, these are there twice now.";
    }

    private Set<String> contigs(DataFile file) {
        Set<String> names = new HashSet<>();
        for (Map<Integer, ByteBuffer> bounds : bounds(file)) {
            ByteBuffer bound = bounds.get(contigField);
            if (bound != null) {
                names.add(Conversions.<CharSequence>fromByteBuffer(Types.StringType.get(), bound)
                        .toString());
            }
        }
        names.removeIf(name -> name.length() >= KEPT_CHARACTERS);
        return names;
    }

    private static List<Map<Integer, ByteBuffer>> bounds(DataFile file) {
        return file.lowerBounds() == null || file.upperBounds() == null
                ? List.of()
                : List.of(file.lowerBounds(), file.upperBounds());
    }

    private static String sample(DataFile file) {
        return file.partition().get(0, String.class);
    }
}
