package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.InputFault;

/** Our cells against {@code bcftools query}, on every file of the corpus that both accept and that is not too large. */
class BcftoolsDifferentialTest {
    private static final long LARGEST_BYTES = 2_000_000;
    private static final int MOST_SAMPLES = 500;
    /**
     * What bcftools 1.16 itself loses or repairs: it cuts a text list declared as Float, keeps a repeated INFO key twice, and
     * stops at VCF 4.4's separator before the first allele and at a whole number with a point. In the last three, undeclared values
     * that are not what the specification says are null for us and text for bcftools: a genotype of an allele that is not there, and
     * a GQ of 62.65.
     */
    private static final Set<String> NOT_COMPARED = Set.of(
            "gatk-gvcf/GenotypeGVCFs/NA12878.AS.chr20snippet.g.vcf",
            "slivar/comphet.vcf",
            "ebi-v44/passed/passed_body_samples.vcf",
            "ebi-v44/passed/passed_body_samples_1.vcf",
            "gcp-variant-transforms/infer-header-fields.vcf",
            "hts-specs-vcf/test/vcf/4.1/passed/passed_body_alt.vcf",
            "hts-specs-vcf/test/vcf/4.2/passed/passed_body_alt.vcf",
            "htsjdk/vcf43/vcf43.vcf");

    private static final List<String> CALL_TAGS = List.of("GT", "AD", "DP", "GQ", "PL");

    @BeforeEach
    void requireBcftools() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bcftools")));
        Assumptions.assumeTrue(found, "skipped: 1 comparison needs bcftools on the PATH");
    }

    @Test
    void cellsEqualThoseOfBcftools() throws IOException, InterruptedException {
        Path data = Corpus.require("1 comparison with bcftools");
        List<String> differences = new ArrayList<>();
        List<Path> compared = new ArrayList<>();
        long rows = 0;
        for (Path file : Corpus.vcfs(data)) {
            boolean skipped = file.toString().contains("/failed/")
                    || NOT_COMPARED.contains(data.relativize(file).toString());
            if (Files.size(file) <= LARGEST_BYTES && !skipped) {
                Optional<List<String>> ours = ours(file);
                Optional<List<String>> theirs = ours.isPresent() ? theirs(file) : Optional.empty();
                if (ours.isPresent() && theirs.isPresent()) {
                    compared.add(data.relativize(file));
                    rows += ours.get().size();
                    compare(data.relativize(file), ours.get(), theirs.get(), differences);
                }
            }
        }
        System.out.println("compared with bcftools: " + compared.size() + " files, " + rows + " rows");
        assertThat(differences).isEmpty();
        assertThat(compared.size()).isGreaterThanOrEqualTo(100);
        assertThat(compared.stream().map(Path::toString))
                .anyMatch(name -> name.startsWith("hail-gvcf/1kg_chr22"))
                .anyMatch(name -> name.startsWith("opencga/") && name.contains("genome.vcf.gz"));
    }

    private static void compare(Path file, List<String> ours, List<String> theirs, List<String> differences) {
        if (ours.size() != theirs.size()) {
            differences.add(file + ": " + ours.size() + " rows, bcftools has " + theirs.size());
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                differences.add(file + " row " + i + "\n  ours   " + ours.get(i) + "\n  theirs " + theirs.get(i));
                return;
            }
        }
    }

    private static Optional<List<String>> ours(Path file) throws IOException {
        try {
            VcfHeader header = VcfRows.header(file);
            if (header.samples().size() > MOST_SAMPLES) {
                return Optional.empty();
            }
            List<String> tags = tags(header);
            List<String> rows = new ArrayList<>();
            VcfRows.visit(file, 1 << 20, row -> rows.add(line(row, tags)));
            return Optional.of(rows);
        } catch (InputFault fault) {
            return Optional.empty();
        }
    }

    private static List<String> tags(VcfHeader header) {
        return header.isSitesOnly()
                ? List.of()
                : CALL_TAGS.stream()
                        .filter(tag -> header.format(tag)
                                .filter(field -> tag.equals("GT") || field.type() == FieldType.INTEGER)
                                .isPresent())
                        .toList();
    }

    private static String line(VcfRows.Row row, List<String> tags) {
        Site site = row.site();
        String info = site.attributes().entrySet().stream()
                .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("CHROM", site.contig());
        cells.put("POS", String.valueOf(site.start() + 1));
        cells.put("ID", joined(site.names(), ";"));
        cells.put("REF", site.reference());
        cells.put("ALT", joined(site.alternates(), ","));
        cells.put("QUAL", site.quality() == null ? "." : number(String.valueOf(site.quality())));
        cells.put("FILTER", joined(site.filters(), ";"));
        cells.put("INFO", info(info));
        if (row.call() >= 0) {
            cells.put("SAMPLE", row.sample());
            Calls calls = row.calls();
            int call = row.call();
            for (String tag : tags) {
                cells.put(
                        tag,
                        switch (tag) {
                            case "GT" -> genotype(calls, call);
                            case "AD" -> joined(calls.alleleDepths(call), ",");
                            case "PL" -> joined(calls.phredLikelihoods(call), ",");
                            case "DP" -> joined(calls.depth(call) == null ? null : List.of(calls.depth(call)), ",");
                            default -> joined(calls.quality(call) == null ? null : List.of(calls.quality(call)), ",");
                        });
            }
        }
        return cells.toString();
    }

    private static String genotype(Calls calls, int call) {
        List<Integer> alleles = calls.genotype(call);
        if (alleles == null) {
            return ".";
        }
        String text = alleles.stream()
                .map(allele -> allele < 0 ? "." : String.valueOf(allele))
                .collect(Collectors.joining("/"));
        return text + (Boolean.TRUE.equals(calls.phased(call)) ? " phased" : "");
    }

    private static String joined(List<?> values, String separator) {
        if (values == null || values.stream().allMatch(value -> value == null)) {
            return ".";
        }
        return values.stream()
                .map(value -> value == null ? "." : value.toString())
                .collect(Collectors.joining(separator));
    }

    /** bcftools keeps floats in 32 bits and writes six digits. */
    private static String number(String text) {
        try {
            double value = Double.parseDouble(text);
            String digits = Math.abs(value) > Float.MAX_VALUE ? sign(value) + "inf" : String.format("%.3e", value);
            return digits.toLowerCase(Locale.ROOT);
        } catch (NumberFormatException e) {
            return text.toLowerCase(Locale.ROOT).replace("infinity", "inf");
        }
    }

    private static String sign(double value) {
        return value < 0 ? "-" : "";
    }

    private static String info(String text) {
        if (text.isEmpty() || text.equals(".")) {
            return "";
        }
        return Stream.of(text.split(";"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> {
                    int equals = entry.indexOf('=');
                    if (equals < 0) {
                        return entry;
                    }
                    String values = Stream.of(entry.substring(equals + 1).split(",", -1))
                            .map(BcftoolsDifferentialTest::number)
                            .collect(Collectors.joining(","));
                    return entry.substring(0, equals + 1) + values;
                })
                .collect(Collectors.joining(";"));
    }

    private static Optional<List<String>> theirs(Path file) throws IOException, InterruptedException {
        VcfHeader header = VcfRows.header(file);
        List<String> tags = tags(header);
        String site = "%CHROM\\t%POS\\t%ID\\t%REF\\t%ALT\\t%QUAL\\t%FILTER\\t%INFO";
        String call = "\\t%SAMPLE" + tags.stream().map(tag -> "\\t%" + tag).collect(Collectors.joining());
        String format = site + (header.isSitesOnly() ? "" : "[" + call + "]") + "\\n";
        Process process = new ProcessBuilder("bcftools", "query", "-f", format, file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> rows = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addRows(line.split("\t", -1), tags, rows);
            }
        }
        return process.waitFor() == 0 ? Optional.of(rows) : Optional.empty();
    }

    private static void addRows(String[] columns, List<String> tags, List<String> rows) {
        if (columns[0].isEmpty()) {
            // bcftools 1.16 makes a record of an empty line.
            return;
        }
        Map<String, String> site = new LinkedHashMap<>();
        List<String> names = List.of("CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO");
        for (int i = 0; i < names.size(); i++) {
            site.put(names.get(i), columns[i]);
        }
        site.put("QUAL", columns[5].equals(".") ? "." : number(columns[5]));
        site.put("INFO", info(columns[7]));
        if (columns.length == names.size()) {
            rows.add(site.toString());
        }
        for (int sample = names.size(); sample < columns.length; sample += 1 + tags.size()) {
            Map<String, String> cells = new LinkedHashMap<>(site);
            cells.put("SAMPLE", columns[sample]);
            for (int i = 0; i < tags.size(); i++) {
                String value = columns[sample + 1 + i];
                String tag = tags.get(i);
                cells.put(tag, tag.equals("GT") ? theirGenotype(value) : value.matches("[.,]*") ? "." : value);
            }
            rows.add(cells.toString());
        }
    }

    private static String theirGenotype(String text) {
        return text.replace('|', '/') + (text.contains("|") ? " phased" : "");
    }
}
