package org.lakeome.ingest.normalise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.vcf.ReadOptions;

/**
 * One of bcftools' own cases, as {@code normalisation-cases.tsv} lists them: what our reader makes of the input beside the
 * expected output.
 *
 * @param kind split, align, split+align, refused, or no
 */
record NormalisationCase(String command, String expected, String kind, String remark) {
    static List<NormalisationCase> load() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                NormalisationCase.class.getResourceAsStream("/normalisation-cases.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new NormalisationCase(columns[0], columns[1], columns[2], columns[3]))
                    .toList();
        }
    }

    boolean isOffered() {
        return !kind.equals("no");
    }

    /** Rows of the input and of the expected output, each sorted; messages of records that were refused. */
    record Outcome(List<String> ours, List<String> theirs, List<String> faults) {}

    Outcome run(Path data) throws IOException {
        Path folder = data.resolve("bcftools-norm");
        List<String> faults = new ArrayList<>();
        List<String> ours = Rows.cellsOfGood(folder.resolve(word(".vcf")), options(folder), faults);
        List<String> theirs = Rows.cellsOfGood(folder.resolve(expected), ReadOptions.AS_WRITTEN, new ArrayList<>());
        if (expected.equals("norm.symbolic.1.out")) {
            ours.removeIf(row -> row.contains("<DEL>"));
            theirs.removeIf(row -> row.contains("<DEL>"));
        }
        if (kind.endsWith("align")) {
            // bcftools cuts REF of a record without ALT to its first base; ours stays as it is.
            theirs.removeIf(NormalisationCase::isWithoutAlternate);
            Rows.cellsOfGood(folder.resolve(word(".vcf")), ReadOptions.AS_WRITTEN, new ArrayList<>()).stream()
                    .filter(NormalisationCase::isWithoutAlternate)
                    .forEach(theirs::add);
        }
        ours.sort(null);
        theirs.sort(null);
        return new Outcome(ours, theirs, faults);
    }

    private static boolean isWithoutAlternate(String row) {
        return row.split(" ")[3].equals("null");
    }

    private ReadOptions options(Path folder) throws IOException {
        ReferenceSequence reference = command.contains("-f ") ? References.of(folder.resolve(word(".fa"))) : null;
        return Rows.aligned(reference, kind.startsWith("split") || kind.equals("refused"));
    }

    private String word(String ending) {
        for (String word : command.split(" ")) {
            if (word.endsWith(ending)) {
                return word;
            }
        }
        throw new IllegalStateException(command);
    }

    @Override
    public String toString() {
        return command;
    }
}
