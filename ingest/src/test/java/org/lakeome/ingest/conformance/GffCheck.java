package org.lakeome.ingest.conformance;

import htsjdk.tribble.annotation.Strand;
import htsjdk.tribble.gff.Gff3BaseData;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import htsjdk.tribble.readers.LineIterator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lakeome.ingest.gff.GffFeature;
import org.lakeome.ingest.gff.GffRows;
import org.lakeome.ingest.source.InputFault;

/**
 * GFF3 files have the features and types of {@code facts.tsv} and, feature by feature, the values of htsjdk's codec; GTF files are
 * refused by name. Two things that htsjdk 4.3 gets wrong are levelled before: it turns a plus into a blank, and forgets that a
 * strand is {@code ?}. A file that we and htsjdk both refuse is refused rightly; one that
 * htsjdk alone refuses has only its counts compared.
 */
public final class GffCheck implements ConformanceCheck {
    @Override
    public String name() {
        return "gff3";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        Facts facts = Facts.of(data);
        List<Verdict> verdicts = new ArrayList<>();
        for (Path file : gffs(data)) {
            String name = data.relativize(file).toString();
            verdicts.add(Verdict.of(name, () -> judge(name, file, facts)));
        }
        return verdicts;
    }

    private static Verdict judge(String name, Path file, Facts facts) throws IOException {
        List<GffFeature> ours;
        try {
            ours = GffRows.of(file, 1 << 16);
        } catch (InputFault fault) {
            boolean rightly = name.contains(".gtf") ? fault.getMessage().contains("GTF") : htsjdkRefuses(file);
            return rightly
                    ? Verdict.refusedRightly(name, fault.getMessage())
                    : Verdict.differing(name, fault.getMessage());
        }
        List<String> differences = new ArrayList<>();
        compare("features", facts.count(name, "features"), ours.size(), differences);
        compare("types", facts.count(name, "types"), types(ours), differences);
        if (!htsjdkRefuses(file)) {
            compare(ours, theirs(file), differences);
        }
        return differences.isEmpty() ? Verdict.agreed(name) : Verdict.differing(name, String.join("; ", differences));
    }

    private static boolean htsjdkRefuses(Path file) throws IOException {
        try {
            theirs(file);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static long types(List<GffFeature> features) {
        return features.stream().map(GffFeature::type).distinct().count();
    }

    private static void compare(String fact, Optional<Long> expected, long ours, List<String> differences) {
        if (expected.isPresent() && expected.get() != ours) {
            differences.add(fact + " " + ours + " instead of " + expected.get());
        }
    }

    private static List<Path> gffs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(gff3?|gtf)(\\.gz|\\.bgz)?"))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(List<GffFeature> ours, List<Gff3Feature> theirs, List<String> differences) {
        if (ours.size() != theirs.size()) {
            differences.add(ours.size() + " features, htsjdk has " + theirs.size());
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            String us = text(ours.get(i)).replace('+', ' ');
            String them = text(theirs.get(i).getBaseData()).replace('+', ' ');
            if (!us.equals(them)) {
                differences.add("feature " + i + ": ours " + us + ", htsjdk's " + them);
                return;
            }
        }
    }

    private static List<Gff3Feature> theirs(Path file) throws IOException {
        List<Gff3Feature> features = new ArrayList<>();
        Gff3Codec codec = new Gff3Codec(Gff3Codec.DecodeDepth.SHALLOW);
        try (InputStream in = open(file)) {
            LineIterator lines = codec.makeSourceFromStream(in);
            codec.readHeader(lines);
            while (!codec.isDone(lines)) {
                Gff3Feature feature = codec.decode(lines);
                if (feature != null) {
                    features.add(feature);
                }
            }
        }
        return features;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed ? new GZIPInputStream(in) : in;
    }

    private static String text(GffFeature feature) {
        Map<String, String> attributes = new TreeMap<>();
        if (feature.information() != null) {
            attributes.putAll(feature.information());
        }
        put(attributes, "id", feature.id());
        put(attributes, "name", feature.name());
        put(attributes, "alias", feature.alias());
        put(attributes, "parent", feature.parent() == null ? null : String.join(",", feature.parent()));
        put(attributes, "target", feature.target());
        put(attributes, "gap", feature.gap());
        put(attributes, "derives_from", feature.derivesFrom());
        put(attributes, "note", feature.note() == null ? null : String.join(",", feature.note()));
        put(attributes, "dbxref", feature.dbxref() == null ? null : String.join(",", feature.dbxref()));
        put(
                attributes,
                "ontology_term",
                feature.ontologyTerm() == null ? null : String.join(",", feature.ontologyTerm()));
        put(
                attributes,
                "is_circular",
                feature.circular() == null ? null : feature.circular().toString());
        return String.join(
                "|",
                feature.seqid(),
                feature.source() == null ? "." : feature.source(),
                feature.type(),
                String.valueOf(feature.start() + 1),
                String.valueOf(feature.end()),
                String.valueOf(feature.score() == null ? -1.0 : feature.score()),
                feature.strand() == null || feature.strand().equals("?") ? "." : feature.strand(),
                String.valueOf(feature.phase() == null ? -1 : feature.phase()),
                attributes.toString());
    }

    private static void put(Map<String, String> attributes, String key, String value) {
        if (value != null) {
            attributes.put(key, value);
        }
    }

    private static String text(Gff3BaseData feature) {
        Map<String, String> attributes = new TreeMap<>();
        feature.getAttributes()
                .forEach((tag, values) -> attributes.put(tag.toLowerCase(Locale.ROOT), String.join(",", values)));
        return String.join(
                "|",
                feature.getContig(),
                feature.getSource(),
                feature.getType(),
                String.valueOf(feature.getStart()),
                String.valueOf(feature.getEnd()),
                String.valueOf(feature.getScore()),
                feature.getStrand() == Strand.NONE ? "." : feature.getStrand().encode(),
                String.valueOf(feature.getPhase()),
                attributes.toString());
    }
}
