package org.lakeome.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of files for samples, whose own names may hold anything: separators of folders, and names that differ only in case. */
public final class SampleFiles {
    private static final int MOST_BYTES = 200;
    private static final String PLAIN = "._-+@=,~";

    private SampleFiles() {}

    /** A file for each sample, in their order. */
    public static Map<String, Path> in(Path folder, List<String> samples) {
        Map<String, Path> files = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String sample : samples) {
            String name = name(sample);
            String numbered = name;
            for (int i = 2; !taken.add(numbered.toLowerCase(Locale.ROOT)); i++) {
                numbered = name + "-" + i;
            }
            files.put(sample, folder.resolve(numbered + ".vcf.gz"));
        }
        return files;
    }

    private static String name(String sample) {
        StringBuilder name = new StringBuilder();
        int bytes = 0;
        for (int point : sample.codePoints().toArray()) {
            String part = part(point, name.isEmpty());
            bytes += part.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            name.append(part);
        }
        return name.toString();
    }

    private static String part(int point, boolean first) {
        String character = Character.toString(point);
        boolean plain = Character.isLetterOrDigit(point) || PLAIN.contains(character);
        if (plain && !(first && (point == '.' || point == '-'))) {
            return character;
        }
        StringBuilder escaped = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            escaped.append("%%%02X".formatted(octet));
        }
        return escaped.toString();
    }
}
