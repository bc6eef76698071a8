package org.lakeome.vcf;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The header of an export: what the imported files declared, and, for what they did not declare, a line for each thing that the
 * records turn out to use. Contradicting declarations of one id become one that holds for both. Not thread-safe.
 */
public final class Declarations {
    private static final Pattern PLAIN = Pattern.compile("[^\\s,<>=\"]+");
    private static final String LOWEST = "VCFv4.3";

    private final Map<String, HeaderLine> infos = new LinkedHashMap<>();
    private final FormatDeclarations formats = new FormatDeclarations();
    private final Map<String, HeaderLine> filters = new LinkedHashMap<>();
    private final Map<String, HeaderLine> alternates = new LinkedHashMap<>();
    private final Map<String, HeaderLine> contigs = new LinkedHashMap<>();
    private final UndeclaredInfos usedInfos = new UndeclaredInfos();
    private final Map<String, HeaderLine> usedFilters = new TreeMap<>();
    private Comparator<String> infoOrder;
    private String version = LOWEST;

    private Declarations() {}

    /** @param lines as the imported files had them, oldest import first; lines that are not understood are passed over */
    public static Declarations of(List<String> lines) {
        Declarations all = new Declarations();
        lines.forEach(all::add);
        all.infoOrder = order(all.infos.keySet());
        all.formats.settle(all.formats.contested());
        return all;
    }

    private void add(String text) {
        String fileformat = "##fileformat=";
        if (text.startsWith(fileformat)) {
            String given = text.substring(fileformat.length()).strip();
            version = given.matches("VCFv4\\.[3-9]") && given.compareTo(version) > 0 ? given : version;
            return;
        }
        Optional<HeaderLine> parsed = HeaderLine.parse(text);
        if (parsed.isPresent()) {
            HeaderLine line = parsed.get();
            switch (line.kind()) {
                case "INFO" -> infos.merge(line.id(), line, HeaderLine::widened);
                case "FORMAT" -> formats.add(line);
                case "FILTER" -> filters.putIfAbsent(line.id(), line);
                case "ALT" -> alternates.putIfAbsent(line.id(), line);
                case "contig" -> contigs.putIfAbsent(line.id(), line);
                default -> {}
            }
        }
    }

    /**
     * FORMAT fields that the imported files declare in ways that do not agree on where their values lie: in the column that they have
     * of their own, or in {@code information}.
     */
    public List<String> contested() {
        return formats.contested();
    }

    /**
     * Before the first record.
     *
     * @param filled those of the contested fields of whose own column a row to be written has a value
     */
    public void settle(Collection<String> filled) {
        formats.settle(filled);
    }

    FormatDeclarations formats() {
        return formats;
    }

    /** What the reader of the file should know of its header, a sentence each, once all records are written. */
    public List<String> notes() {
        return formats.notes();
    }

    /** INFO keys in the order of the header, then those that it lacks by name. */
    Comparator<String> infoOrder() {
        return infoOrder;
    }

    static Comparator<String> order(Iterable<String> ids) {
        Map<String, Integer> ranks = new HashMap<>();
        ids.forEach(id -> ranks.put(id, ranks.size()));
        return Comparator.<String>comparingInt(id -> ranks.getOrDefault(id, Integer.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder());
    }

    /** @param value empty for a flag */
    void useInfo(String key, String value, int alternates) {
        if (!infos.containsKey(key)) {
            usedInfos.use(key, value, alternates, version);
        }
    }

    void useFilter(String id) {
        if (!filters.containsKey(id) && !id.equals("PASS")) {
            usedFilters.computeIfAbsent(id, HeaderLine::filter);
        }
    }

    /** The contigs that the header names, in its order. */
    public List<String> contigs() {
        return List.copyOf(contigs.keySet());
    }

    /** Lengths of those contigs, in their order; 0 where the header does not say. */
    public Map<String, Long> contigLengths() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        contigs.forEach((name, line) -> lengths.put(name, line.length()));
        return lengths;
    }

    void useContig(String name) {
        contigs.computeIfAbsent(name, unused -> new HeaderLine("contig", Map.of("ID", name)));
    }

    boolean allowsLeadingPhase() {
        return version.compareTo("VCFv4.4") >= 0;
    }

    /** The header's lines without the column line, once all records are written. */
    String text() {
        StringBuilder text = new StringBuilder("##fileformat=").append(version).append('\n');
        for (Map<String, HeaderLine> lines : List.of(
                filters,
                usedFilters,
                infos,
                usedInfos.lines(version),
                formats.lines(),
                formats.undeclared(),
                alternates,
                contigs)) {
            lines.values().stream()
                    .filter(line -> PLAIN.matcher(line.id()).matches())
                    .forEach(line -> text.append(line.text()).append('\n'));
        }
        return text.toString();
    }
}
