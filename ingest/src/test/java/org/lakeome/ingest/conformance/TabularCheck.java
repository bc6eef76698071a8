package org.lakeome.ingest.conformance;

import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularRows;

/**
 * BED files, read as a store of their width would, have the contigs, starts and ends of htsjdk's codec; tables have the cells that
 * a plain cut of their lines gives. Separator and width are taken from the first row, as a user would.
 */
public final class TabularCheck implements ConformanceCheck {
    @Override
    public String name() {
        return "tabular";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(bed|tsv|csv)(\\.gz)?"))
                    .filter(path -> !path.getFileName().toString().equals("facts.tsv"))
                    .sorted()
                    .toList()) {
                String name = data.relativize(file).toString();
                verdicts.add(Verdict.of(name, () -> judge(name, file)));
            }
        }
        return verdicts;
    }

    private static Verdict judge(String name, Path file) throws IOException {
        boolean bed = name.contains(".bed");
        List<String> lines = text(file).lines().filter(line -> !line.isBlank()).toList();
        List<List<Object>> expected = bed ? bed(lines) : table(lines);
        boolean bothRefuse = expected.isEmpty();
        try {
            List<List<Object>> ours = ours(file, lines, bed);
            return ours.equals(expected) ? Verdict.agreed(name) : Verdict.differing(name, difference(ours, expected));
        } catch (InputFault fault) {
            return bothRefuse
                    ? Verdict.refusedRightly(name, fault.getMessage())
                    : Verdict.differing(name, fault.getMessage());
        }
    }

    private static String difference(List<List<Object>> ours, List<List<Object>> expected) {
        for (int i = 0; i < Math.min(ours.size(), expected.size()); i++) {
            if (!ours.get(i).equals(expected.get(i))) {
                return "row " + i + ": " + ours.get(i) + " instead of " + expected.get(i);
            }
        }
        return ours.size() + " rows instead of " + expected.size();
    }

    private static List<List<Object>> ours(Path file, List<String> lines, boolean bed) throws IOException {
        String first = lines.stream()
                .filter(line -> !bed || !line.matches("(track|browser|#).*"))
                .findFirst()
                .orElse("");
        String separator = first.indexOf('\t') >= 0 ? "\t" : " ";
        int width = first.split(separator, -1).length;
        String texts = IntStream.range(0, width)
                .mapToObj(i -> "c" + i + (bed && (i == 1 || i == 2) ? " LONG" : " STRING"))
                .collect(Collectors.joining(", "));
        TableLayout layout = bed
                ? TabularRows.layout(
                        AnnotationType.CHR_START_END_ZERO_BASE, texts, Map.of("CHR", "c0", "START", "c1", "END", "c2"))
                : TabularRows.layout(AnnotationType.GENERIC, texts, Map.of());
        Map<String, String> options = bed
                ? Map.of("sep", separator, "header", "false", "comment", "#")
                : Map.of("sep", separator, "header", "true");
        List<List<Object>> rows = TabularRows.of(file, layout, CsvOptions.of(options), 1 << 12);
        return bed ? rows.stream().map(row -> row.subList(0, 3)).toList() : rows;
    }

    /** Empty when htsjdk refuses the file. Of a line only the range is shown to it: it stumbles over a dot further on. */
    private static List<List<Object>> bed(List<String> lines) {
        BEDCodec codec = new BEDCodec(BEDCodec.StartOffset.ZERO);
        List<List<Object>> rows = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\t| +", -1);
            boolean row = !line.matches("(track|browser|#).*") && cells.length > 3;
            BEDFeature feature;
            try {
                feature = codec.decode(row ? String.join("\t", List.of(cells).subList(0, 3)) : line);
            } catch (RuntimeException e) {
                return List.of();
            }
            if (feature != null) {
                rows.add(List.of(feature.getContig(), (long) feature.getStart(), (long) feature.getEnd()));
            }
        }
        return rows;
    }

    private static List<List<Object>> table(List<String> lines) {
        String separator = lines.get(0).indexOf('\t') >= 0 ? "\t" : " ";
        List<List<Object>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<Object> row = new ArrayList<>();
            for (String cell : line.split(separator, -1)) {
                row.add(cell.isEmpty() ? null : cell);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
