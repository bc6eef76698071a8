package org.lakeome.ingest.gff;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.InputFault;

/**
 * Our features against htsjdk's GFF3 codec, on every GFF3 file of the corpus that both read. Two things that htsjdk 4.3 gets wrong
 * are levelled before: it turns a plus into a blank, and forgets that a strand is {@code ?}.
 */
class HtsjdkGffTest {
    @Test
    void featuresEqualThoseOfHtsjdk() throws IOException {
        Path data = Corpus.require("1 comparison with htsjdk's GFF3 codec");
        List<String> differences = new ArrayList<>();
        Map<String, String> refusedByUs = new LinkedHashMap<>();
        Map<String, String> refusedByThem = new LinkedHashMap<>();
        int files = 0;
        long features = 0;
        for (Path file : gffs(data)) {
            String name = data.relativize(file).toString();
            List<GffFeature> ours;
            try {
                ours = GffRows.of(file, 1 << 16);
            } catch (InputFault fault) {
                refusedByUs.put(name, fault.getMessage());
                continue;
            }
            try {
                compare(name, ours, theirs(file), differences);
                files++;
                features += ours.size();
            } catch (RuntimeException e) {
                refusedByThem.put(name, String.valueOf(e.getMessage()));
            }
        }
        System.out.println("compared with htsjdk: " + files + " GFF3 files, " + features + " features");
        System.out.println("refused by us: " + refusedByUs + "\nrefused by htsjdk: " + refusedByThem);
        assertThat(differences).isEmpty();
        assertThat(refusedByUs.keySet())
                .containsExactly("opencga/opencga-storage/opencga-storage-core/src/test/resources/custom_annotation/"
                        + "myannot.gff");
        assertThat(files).isGreaterThanOrEqualTo(20);
    }

    private static List<Path> gffs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.gff3?(\\.gz|\\.bgz)?"))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(
            String name, List<GffFeature> ours, List<Gff3Feature> theirs, List<String> differences) {
        if (ours.size() != theirs.size()) {
            differences.add(name + ": " + ours.size() + " features, htsjdk has " + theirs.size());
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            String us = text(ours.get(i)).replace('+', ' ');
            String them = text(theirs.get(i).getBaseData()).replace('+', ' ');
            if (!us.equals(them)) {
                differences.add(name + " feature " + i + "\n  ours   " + us + "\n  theirs " + them);
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
