package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/**
 * The lines of a header that are kept with the store, in order, the first of each kind and id. Not part of {@link VcfHeader},
 * which travels to every task.
 *
 * @param omitted lines beyond the limits, which are not kept
 */
public record HeaderLines(List<HeaderLine> lines, int omitted) implements Serializable {
    /** Characters of one file's INFO, FORMAT, FILTER and ALT lines, and as many again of its contig lines. */
    private static final int LIMIT = 256 << 10;

    private static final Pattern LENGTH = Pattern.compile("length=([0-9]{1,18})");

    public HeaderLines {
        lines = List.copyOf(lines);
    }

    /** Lengths of the contigs in the order of the header; 0 where it says only the name. */
    public Map<String, Long> contigLengths() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        for (HeaderLine line : lines) {
            if (line.kind().equals("contig")) {
                Matcher length = LENGTH.matcher(line.declaration());
                lengths.put(line.id(), length.matches() ? Long.parseLong(length.group(1)) : 0);
            }
        }
        return lengths;
    }

    /** With a line for each FORMAT field that the file uses without declaring it, where the specification has none. */
    public HeaderLines with(VcfHeader header) {
        List<HeaderLine> all = new ArrayList<>(lines);
        for (String id : header.undeclaredOthers()) {
            HeaderLine line = HeaderLine.undeclaredFormat(id);
            if (!lines.contains(line)) {
                all.add(line);
            }
        }
        return new HeaderLines(all, omitted);
    }

    /** Reads a header that {@link HeaderParser} has taken. */
    public static HeaderLines read(TextSource source) throws IOException {
        List<HeaderLine> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int fields = LIMIT;
        int contigs = LIMIT;
        int omitted = 0;
        try (LineReader reader = source.lines(source.whole())) {
            while (reader.next() && isMeta(reader)) {
                Optional<HeaderLine> line = HeaderLine.of(text(reader));
                if (line.isEmpty()
                        || !seen.add(line.get().kind() + " " + line.get().id())) {
                    continue;
                }
                int length = line.get().text().length();
                boolean contig = line.get().kind().equals("contig");
                if (length > (contig ? contigs : fields)) {
                    omitted++;
                    continue;
                }
                contigs -= contig ? length : 0;
                fields -= contig ? 0 : length;
                kept.add(line.get());
            }
        }
        return new HeaderLines(kept, omitted);
    }

    private static boolean isMeta(LineReader reader) {
        return reader.to() - reader.from() > 2
                && reader.buffer()[reader.from()] == '#'
                && reader.buffer()[reader.from() + 1] == '#';
    }

    /** Descriptions in older files are often Latin-1. */
    private static String text(LineReader reader) {
        ByteBuffer bytes = ByteBuffer.wrap(reader.buffer(), reader.from(), reader.to() - reader.from());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
    }
}
