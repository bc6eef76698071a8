package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The corpus' own counts of each file ({@code facts.tsv}). Immutable. */
public final class Facts {
    private final Map<String, Map<String, String>> byFile;

    private Facts(Map<String, Map<String, String>> byFile) {
        this.byFile = byFile;
    }

    public static Facts of(Path data) throws IOException {
        Map<String, Map<String, String>> byFile = new HashMap<>();
        List<String> lines = Files.readAllLines(data.resolve("facts.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            Map<String, String> facts = new HashMap<>();
            for (String fact : columns[8].split("; ")) {
                int equals = fact.indexOf('=');
                if (equals > 0) {
                    facts.put(fact.substring(0, equals), fact.substring(equals + 1));
                }
            }
            byFile.put(columns[0] + "/" + columns[1], facts);
        }
        return new Facts(byFile);
    }

    public Optional<String> text(String file, String fact) {
        return Optional.ofNullable(byFile.getOrDefault(file, Map.of()).get(fact));
    }

    public Optional<Long> count(String file, String fact) {
        return text(file, fact).map(Long::valueOf);
    }
}
