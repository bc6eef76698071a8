package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;

/** Rows of VCF text as the reader gives them, with every cell, in a form in which different writers' rows are equal. */
final class Rows {
    static final ReadOptions SPLIT = new ReadOptions(null, true, false, false);

    interface Visitor {
        void visit(RecordBatch batch, int record, VcfHeader header);
    }

    private Rows() {}

    static ReadOptions aligned(ReferenceSequence reference, boolean split) {
        return new ReadOptions(reference, split, false, false);
    }

    static long visit(TextSource source, ReadOptions options, Visitor visitor) throws IOException {
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader = new VcfReader(source, header, source.whole(), SampleBand.all(header), options)) {
            // Small batches, so that the records of one line come in several.
            while (reader.next(7, 1 << 20)) {
                for (int record = 0; record < reader.batch().size(); record++) {
                    visitor.visit(reader.batch(), record, header);
                }
            }
            return reader.records();
        }
    }

    static TextSource text(String name, String text) throws IOException {
        return TextSource.open(MemorySource.of(name, text), IngestLimits.DEFAULT);
    }

    static List<String> cells(TextSource source, ReadOptions options) throws IOException {
        List<String> rows = new ArrayList<>();
        visit(source, options, (batch, record, header) -> rows.addAll(cells(batch, record, header)));
        return rows;
    }

    /** The rows of the records that can be read, each read alone; the messages of the others are added to faults. */
    static List<String> cellsOfGood(Path file, ReadOptions options, List<String> faults) throws IOException {
        StringBuilder head = new StringBuilder();
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("##contig")) {
                // Small references of test cases stand for long contigs.
                continue;
            }
            if (line.startsWith("#")) {
                head.append(line).append('\n');
            } else if (!line.isBlank()) {
                try {
                    rows.addAll(cells(text(file.toString(), head + line + "\n"), options));
                } catch (InputFault fault) {
                    faults.add(fault.getMessage());
                }
            }
        }
        return rows;
    }

    private static List<String> cells(RecordBatch batch, int record, VcfHeader header) {
        String site = site(batch.site(record));
        if (batch.samples() == 0) {
            return List.of(site);
        }
        List<String> rows = new ArrayList<>();
        for (int sample = 0; sample < batch.samples(); sample++) {
            Calls calls = batch.calls();
            int call = batch.call(record, sample);
            Map<String, String> information = batch.information(call);
            rows.add(site + " " + header.samples().get(sample) + " GT" + calls.genotype(call) + calls.phased(call)
                    + " GL" + vector(calls.likelihoods(call)) + " PL" + vector(calls.phredLikelihoods(call)) + " AD"
                    + vector(calls.alleleDepths(call)) + " GQ" + calls.quality(call) + " SPL"
                    + vector(calls.spl(call)) + " DP" + calls.depth(call) + " PS" + calls.phaseSet(call) + " "
                    + (information == null ? "" : normal(information)));
        }
        return rows;
    }

    private static String site(Site site) {
        Map<String, String> attributes = new TreeMap<>(site.attributes());
        attributes.keySet().removeIf(key -> site.splitFromMultiallelic() && key.endsWith("OLD_MULTIALLELIC"));
        // What bcftools is asked to add where a record was changed.
        attributes.remove("ORI");
        return site.contig() + ":" + (site.start() + 1) + "-" + site.end() + " " + site.names() + " "
                + site.reference() + " " + site.alternates() + " "
                + (site.quality() == null ? "." : number(site.quality().toString()))
                + " " + site.filters() + " " + normal(attributes);
    }

    private static String vector(List<?> values) {
        return values == null || values.stream().allMatch(value -> value == null) ? "null" : values.toString();
    }

    /** bcftools writes numbers anew and a missing vector as one dot or several. */
    private static String normal(Map<String, String> values) {
        Map<String, String> normal = new TreeMap<>();
        values.forEach((key, value) -> normal.put(key, value == null ? "" : normal(value)));
        return normal.toString();
    }

    private static String normal(String value) {
        if (value.matches("[\\[\\]., ]*|\\[null(, null)*\\]")) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (String part : value.replaceAll("[\\[\\]]", "").split(", ?", -1)) {
            parts.add(number(part));
        }
        return String.join(",", parts);
    }

    private static String number(String text) {
        try {
            return text.isEmpty() || Character.isLetter(text.charAt(0))
                    ? text
                    : String.format(Locale.ROOT, "%.4e", Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
