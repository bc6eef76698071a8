package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checked-in reasons for differences: lines of check, file and one sentence, separated by tabs; {@code #} starts a comment. */
public final class Explanations {
    private record Key(String check, String file) {}

    private final Map<Key, String> sentences = new LinkedHashMap<>();

    private Explanations() {}

    /** Reads {@code conformance-explained.tsv} from the class path. */
    public static Explanations load() throws IOException {
        try (InputStream in = Explanations.class.getResourceAsStream("/conformance-explained.tsv")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Explanations parse(String text) {
        Explanations explanations = new Explanations();
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split("\t");
                if (columns.length != 3
                        || explanations.sentences.put(new Key(columns[0], columns[1]), columns[2]) != null) {
                    throw new IllegalStateException(
                            "Not check, file and sentence, or explained twice in conformance-explained.tsv: " + line);
                }
            }
        }
        return explanations;
    }

    Optional<String> of(String check, String file) {
        return Optional.ofNullable(sentences.get(new Key(check, file)));
    }

    /** Files that the list explains although the check found no difference in them. */
    List<String> unneeded(String check, List<Verdict> verdicts) {
        return sentences.keySet().stream()
                .filter(key -> key.check().equals(check))
                .map(Key::file)
                .filter(file -> verdicts.stream()
                        .noneMatch(verdict -> verdict.kind() == Verdict.Kind.DIFFERING
                                && verdict.file().equals(file)))
                .toList();
    }
}
