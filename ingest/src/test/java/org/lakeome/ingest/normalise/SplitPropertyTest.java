package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What splitting takes apart can be put together again, for any number of alleles and any ploidy. */
class SplitPropertyTest {
    private static final int SAMPLES = 3;

    private record Parts(List<String[]> columns) {
        /** A value of each part's INFO (column 7), or of a sample's FORMAT field. */
        List<String> values(int column, int field, String separator) {
            return columns.stream()
                    .map(line -> line[column].split(separator)[field])
                    .toList();
        }
    }

    @Test
    void splitThenJoinedGivesTheRecordBack() {
        long seed = System.nanoTime();
        System.out.println("split properties: seed " + seed);
        RandomVariants random = new RandomVariants(seed);
        AlleleSplitter splitter = new AlleleSplitter(
                Map.of("IA", "A", "IR", "R", "IG", "G"),
                Map.of("GT", "1", "FA", "A", "FR", "R", "FG", "G", "FX", "."),
                0,
                SAMPLES);
        for (int round = 0; round < 3_000; round++) {
            int alternates = 2 + random.below(4);
            int ploidy = 1 + random.below(4);
            String line = record(random, alternates, ploidy);
            Parts parts = parts(splitter, line);
            assertThat(parts.columns()).hasSize(alternates);
            assertThat(join(parts, line.split("\t"), alternates, ploidy))
                    .as("seed %d, ploidy %d", seed, ploidy)
                    .isEqualTo(line);
        }
    }

    private static Parts parts(AlleleSplitter splitter, String line) {
        byte[] text = line.getBytes(StandardCharsets.US_ASCII);
        int[] tabs = new int[9];
        tabs[0] = -1;
        for (int i = 1; i < tabs.length; i++) {
            tabs[i] = line.indexOf('\t', tabs[i - 1] + 1);
        }
        List<String[]> parts = new ArrayList<>();
        splitter.begin(text, tabs, text.length);
        while (splitter.hasNext()) {
            LineText part = splitter.next();
            parts.add(new String(part.bytes(), 0, part.length(), StandardCharsets.US_ASCII).split("\t"));
        }
        return new Parts(parts);
    }

    private static String record(RandomVariants random, int alternates, int ploidy) {
        String alts = IntStream.range(0, alternates)
                .mapToObj("A"::repeat)
                .map(a -> "C" + a)
                .collect(Collectors.joining(","));
        int genotypes = genotypes(alternates, ploidy).size();
        StringBuilder line = new StringBuilder("chr1\t100\trs1\tG\t" + alts + "\t30\tPASS\t");
        line.append("IA=" + values(random, alternates) + ";DB;IR=" + values(random, alternates + 1) + ";IG="
                + values(random, genotypes) + "\tFX:GT:FA:FG:FR");
        for (int sample = 0; sample < SAMPLES; sample++) {
            String genotype = IntStream.range(0, ploidy)
                    .mapToObj(i -> random.below(6) == 0 ? "." : String.valueOf(random.below(alternates + 1)))
                    .collect(Collectors.joining("/"));
            line.append("\tx,y:" + genotype + ":" + values(random, alternates) + ":" + values(random, genotypes) + ":"
                    + values(random, alternates + 1));
        }
        return line.toString();
    }

    private static String values(RandomVariants random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.below(9) == 0 ? "." : String.valueOf(random.below(1000)))
                .collect(Collectors.joining(","));
    }

    /** Sorted genotypes in the specification's order, made by its recursion. */
    private static List<List<Integer>> genotypes(int highest, int ploidy) {
        List<List<Integer>> all = new ArrayList<>();
        for (int allele = 0; allele <= highest; allele++) {
            if (ploidy == 1) {
                all.add(List.of(allele));
            } else {
                for (List<Integer> rest : genotypes(allele, ploidy - 1)) {
                    List<Integer> genotype = new ArrayList<>(rest);
                    genotype.add(allele);
                    all.add(genotype);
                }
            }
        }
        return all;
    }

    /** Genotypes of several ALT alleles are in none of the parts; for these the original's values stand. */
    private static String join(Parts parts, String[] original, int alternates, int ploidy) {
        String[] columns = original.clone();
        columns[4] = parts.columns().stream().map(part -> part[4]).collect(Collectors.joining(","));
        String[] info = original[7].split("[;=]");
        columns[7] = "IA=" + joinA(parts.values(7, 1, "[;=]")) + ";DB;IR=" + joinR(parts.values(7, 4, "[;=]")) + ";IG="
                + joinG(parts.values(7, 6, "[;=]"), info[6], alternates, ploidy);
        for (int column = 9; column < columns.length; column++) {
            columns[column] = "x,y:" + joinGenotype(parts.values(column, 1, ":")) + ":"
                    + joinA(parts.values(column, 2, ":")) + ":"
                    + joinG(parts.values(column, 3, ":"), original[column].split(":")[3], alternates, ploidy) + ":"
                    + joinR(parts.values(column, 4, ":"));
        }
        return String.join("\t", columns);
    }

    private static String joinA(List<String> values) {
        return String.join(",", values);
    }

    private static String joinR(List<String> values) {
        assertThat(values.stream().map(value -> value.split(",")[0]).distinct()).hasSize(1);
        return values.get(0).split(",")[0] + ","
                + values.stream().map(value -> value.split(",")[1]).collect(Collectors.joining(","));
    }

    private static String joinG(List<String> values, String original, int alternates, int ploidy) {
        String[] joined = original.split(",");
        List<List<Integer>> order = genotypes(alternates, ploidy);
        for (int allele = 1; allele <= alternates; allele++) {
            String[] part = values.get(allele - 1).split(",");
            assertThat(part).hasSize(ploidy + 1);
            for (int copies = 0; copies <= ploidy; copies++) {
                List<Integer> genotype = new ArrayList<>(Collections.nCopies(ploidy - copies, 0));
                genotype.addAll(Collections.nCopies(copies, allele));
                joined[order.indexOf(genotype)] = part[copies];
            }
        }
        return String.join(",", joined);
    }

    private static String joinGenotype(List<String> values) {
        String[] joined = values.get(0).split("/");
        for (int part = 0; part < values.size(); part++) {
            String[] alleles = values.get(part).split("/");
            for (int i = 0; i < joined.length; i++) {
                joined[i] = alleles[i].equals("1") ? String.valueOf(part + 1) : part == 0 ? alleles[i] : joined[i];
            }
        }
        return String.join("/", joined);
    }
}
