package org.lakeome.vcf;

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
    private final Map<String, HeaderLine> formats = new LinkedHashMap<>();
    private final Map<String, HeaderLine> filters = new LinkedHashMap<>();
    private final Map<String, HeaderLine> alternates = new LinkedHashMap<>();
    private final Map<String, HeaderLine> contigs = new LinkedHashMap<>();
    /** INFO keys that no file declared: whether one had a value. */
    private final Map<String, Boolean> usedInfos = new TreeMap<>();

    private final Map<String, HeaderLine> usedFormats = new TreeMap<>();
    private final Map<String, HeaderLine> usedFilters = new TreeMap<>();
    private final Map<String, String> formatOfKey = new HashMap<>();
    private Comparator<String> infoOrder;
    private Comparator<String> formatOrder;
    private String version = LOWEST;

    private Declarations() {}

    /** @param lines as the imported files had them, oldest import first; lines that are not understood are passed over */
    public static Declarations of(List<String> lines) {
        Declarations all = new Declarations();
        lines.forEach(all::add);
        for (String id : all.formats.keySet()) {
            if (all.formatOfKey.putIfAbsent(FormatKeys.key(id), id) != null) {
                // Of two ids that differ only in case, the importer gives the later its own spelling.
                all.formatOfKey.putIfAbsent(id, id);
            }
        }
        all.infoOrder = order(all.infos.keySet());
        all.formatOrder = Comparator.<String, Boolean>comparing(id -> !id.equals("GT"))
                .thenComparing(order(all.formats.keySet()));
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
                case "FORMAT" -> formats.merge(line.id(), line, HeaderLine::widened);
                case "FILTER" -> filters.putIfAbsent(line.id(), line);
                case "ALT" -> alternates.putIfAbsent(line.id(), line);
                case "contig" -> contigs.putIfAbsent(line.id(), line);
                default -> {}
            }
        }
    }

    /** The FORMAT id of a key of the column {@code information}. */
    String formatOfKey(String key) {
        String declared = formatOfKey.get(key);
        return declared != null ? declared : FormatKeys.id(key);
    }

    /** Whether values of the field are written as the importer writes lists, in brackets. */
    boolean isList(String formatId, String value) {
        HeaderLine line = formats.get(formatId);
        return line == null || formatId.equals("FT") || !line.number().equals("1")
                ? value.startsWith("[") && value.endsWith("]")
                : false;
    }

    /** INFO keys in the order of the header, then those that it lacks by name. */
    Comparator<String> infoOrder() {
        return infoOrder;
    }

    /** FORMAT ids in the order of the header, GT first of all, then those that it lacks by name. */
    Comparator<String> formatOrder() {
        return formatOrder;
    }

    private static Comparator<String> order(Iterable<String> ids) {
        Map<String, Integer> ranks = new HashMap<>();
        ids.forEach(id -> ranks.put(id, ranks.size()));
        return Comparator.<String>comparingInt(id -> ranks.getOrDefault(id, Integer.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder());
    }

    void useInfo(String key, boolean hasValue) {
        if (!infos.containsKey(key)) {
            usedInfos.merge(key, hasValue, Boolean::logicalOr);
        }
    }

    void useFormat(String id) {
        if (!formats.containsKey(id)) {
            usedFormats.computeIfAbsent(id, FormatKeys::declaration);
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

    void useContig(String name) {
        contigs.computeIfAbsent(name, unused -> new HeaderLine("contig", Map.of("ID", name)));
    }

    boolean allowsLeadingPhase() {
        return version.compareTo("VCFv4.4") >= 0;
    }

    /** The header's lines without the column line, once all records are written. */
    String text() {
        StringBuilder text = new StringBuilder("##fileformat=").append(version).append('\n');
        for (Map<String, HeaderLine> lines :
                List.of(filters, usedFilters, infos, undeclaredInfos(), formats, usedFormats, alternates, contigs)) {
            lines.values().stream()
                    .filter(line -> PLAIN.matcher(line.id()).matches())
                    .forEach(line -> text.append(line.text()).append('\n'));
        }
        return text.toString();
    }

    private Map<String, HeaderLine> undeclaredInfos() {
        Map<String, HeaderLine> lines = new LinkedHashMap<>();
        usedInfos.forEach((key, hasValue) -> {
            String number = key.equals("END") ? "1" : hasValue ? "." : "0";
            String type = key.equals("END") ? "Integer" : hasValue ? "String" : "Flag";
            lines.put(key, HeaderLine.field("INFO", key, number, type, HeaderLine.UNDECLARED));
        });
        return lines;
    }
}
