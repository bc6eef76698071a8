package org.lakeome.vcf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The FORMAT lines of an export. A field that fills a column of its own is declared as the column is. Values of the same field that
 * lie in the column {@code information}, because a file declared it otherwise (PL as String), are then written as a field of their
 * own, whose id is the key ({@code pl}): so no value is read as what it is not, and each comes back to where it was. Not
 * thread-safe.
 */
final class FormatDeclarations {
    private static final int SINGLE = 1;
    private static final int LIST = 2;

    /** Each file's lines by id, without repetitions. */
    private final Map<String, List<HeaderLine>> given = new LinkedHashMap<>();

    private final Map<String, HeaderLine> lines = new LinkedHashMap<>();
    private final Map<String, String> idOfKey = new HashMap<>();
    /** Ids of values beside a column, to the id of the column. */
    private final Map<String, String> beside = new TreeMap<>();

    /** Ids that records have and no line declares, to which forms their values had. */
    private final Map<String, Integer> undeclared = new TreeMap<>();

    private final Set<String> besideUsed = new TreeSet<>();
    private Comparator<String> order;

    void add(HeaderLine line) {
        List<HeaderLine> same = given.computeIfAbsent(line.id(), id -> new ArrayList<>());
        if (same.stream()
                .noneMatch(known ->
                        known.number().equals(line.number()) && known.type().equals(line.type()))) {
            same.add(line);
        }
    }

    /**
     * Fields of which the header lines do not tell whether their column is filled, or the map, or both: files that do not declare a field
     * fill its column.
     */
    List<String> contested() {
        return given.keySet().stream()
                .filter(FormatKeys::hasColumn)
                .filter(id -> !given.get(id).stream().allMatch(FormatDeclarations::isOfColumn))
                .toList();
    }

    private static boolean isOfColumn(HeaderLine line) {
        return line.isNumber() && (FormatKeys.isList(line.id()) || line.number().equals("1"));
    }

    /**
     * Once all lines are added.
     *
     * @param filled those of the contested fields whose columns are filled
     */
    void settle(Collection<String> filled) {
        lines.clear();
        beside.clear();
        Set<String> empty = new HashSet<>(contested());
        empty.removeAll(filled);
        given.forEach((id, same) -> {
            if (id.equals("GT")) {
                lines.put(id, widened(same).with("1", "String"));
            } else if (!FormatKeys.hasColumn(id)) {
                lines.put(id, widened(same));
            } else if (empty.contains(id)) {
                lines.put(id, widened(besideColumn(same)));
            } else {
                settleColumn(id, same);
            }
        });
        nameKeys();
        Comparator<String> genotypeFirst = Comparator.comparing(id -> !id.equals("GT"));
        order = genotypeFirst.thenComparing(Declarations.order(lines.keySet()));
    }

    private void settleColumn(String id, List<HeaderLine> same) {
        HeaderLine column = same.stream()
                .filter(HeaderLine::isNumber)
                .reduce(HeaderLine::widened)
                .orElse(FormatKeys.declaration(id));
        String number = FormatKeys.isList(id) ? column.number() : "1";
        lines.put(
                id, column.with(number, ReservedFields.format(id).orElseThrow().type()));
        String key = FormatKeys.key(id);
        beside.put(key, id);
        if (!same.stream().allMatch(FormatDeclarations::isOfColumn) && !given.containsKey(key)) {
            HeaderLine other = widened(besideColumn(same));
            lines.put(key, HeaderLine.field("FORMAT", key, other.number(), other.type(), besideText(id)));
        }
    }

    private static List<HeaderLine> besideColumn(List<HeaderLine> same) {
        return same.stream().filter(line -> !isOfColumn(line)).toList();
    }

    private static String besideText(String id) {
        return id + " as imported files declared it that do not fill the column of " + id;
    }

    private static HeaderLine widened(List<HeaderLine> same) {
        return same.stream().reduce(HeaderLine::widened).orElseThrow();
    }

    /** As the importer names keys: of ids that differ only in case, the later one keeps its spelling, or gets a number. */
    private void nameKeys() {
        idOfKey.clear();
        for (String id : lines.keySet()) {
            if (!id.equals("GT") && !beside.containsValue(id)) {
                String key = FormatKeys.key(id);
                for (int i = 1; idOfKey.putIfAbsent(key, id) != null; i++) {
                    key = i == 1 ? id : id + "_" + i;
                }
            }
        }
    }

    /** The FORMAT id of a key of the column {@code information}. */
    String ofKey(String key) {
        String declared = idOfKey.get(key);
        if (declared != null) {
            return declared;
        }
        String id = FormatKeys.id(key);
        return FormatKeys.hasColumn(id) ? key : id;
    }

    /** Whether a value is written as the importer writes lists, in brackets. */
    boolean isList(String id, String value) {
        HeaderLine line = lines.get(id);
        boolean single = line != null && !id.equals("FT") && line.number().equals("1");
        return !single && value.startsWith("[") && value.endsWith("]");
    }

    /** GT first of all, then in the order of the header, then those that it lacks by name. */
    Comparator<String> order() {
        return order;
    }

    /** Remembers a field that a record has a value of. */
    void use(String id, boolean isList) {
        if (beside.containsKey(id)) {
            besideUsed.add(id);
        }
        if (!lines.containsKey(id)) {
            undeclared.merge(id, isList ? LIST : SINGLE, (before, now) -> before | now);
        }
    }

    Map<String, HeaderLine> lines() {
        return lines;
    }

    Map<String, HeaderLine> undeclared() {
        Map<String, HeaderLine> ofUsed = new TreeMap<>();
        undeclared.forEach((id, forms) -> ofUsed.put(id, undeclared(id, forms)));
        return ofUsed;
    }

    private HeaderLine undeclared(String id, int forms) {
        int reserved = ReservedFields.format(id)
                .map(shape -> id.equals("FT") || !shape.number().equals("1") ? LIST : SINGLE)
                .orElse(0);
        if (forms == reserved) {
            return FormatKeys.declaration(id);
        }
        String text = beside.containsKey(id) ? besideText(beside.get(id)) : HeaderLine.UNDECLARED;
        return HeaderLine.field("FORMAT", id, forms == SINGLE ? "1" : ".", "String", text);
    }

    /** A sentence for each field that the file has besides the one of the same name in capitals. */
    List<String> notes() {
        return besideUsed.stream()
                .map(id -> "FORMAT " + id + " holds values of " + beside.get(id)
                        + " that are in information['" + id + "']: files of the store declare " + beside.get(id)
                        + " differently.")
                .toList();
    }
}
