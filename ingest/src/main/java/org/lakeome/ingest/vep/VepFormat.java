package org.lakeome.ingest.vep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.VcfHeader;

/**
 * Which field of an entry is which, as the header's {@code Format:} says: fields with VEP's own names, compared letter by
 * letter, and all others, which go by their names in lower case. Of two fields with one name the first counts.
 *
 * @param id the INFO key
 * @param size fields of an entry
 */
public record VepFormat(String id, int size, Map<VepField, Integer> places, List<Extra> extras)
        implements Serializable {
    private static final Pattern FORMAT = Pattern.compile("\\bformat\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_TOLD = 20;
    private static final Map<String, VepField> FIELDS =
            Arrays.stream(VepField.values()).collect(Collectors.toUnmodifiableMap(VepField::header, field -> field));

    /** A field without a column of its own, and its place in an entry. */
    public record Extra(String name, int place) implements Serializable {}

    public VepFormat {
        places = Map.copyOf(places);
        extras = List.copyOf(extras);
    }

    /**
     * The format that the header's line of that id states. There is no import of entries that nobody can tell apart: a header that
     * lacks the line, has it twice or without a format is refused.
     */
    public static VepFormat of(String file, VcfHeader header, String id) {
        if (header.repeatedInfos().contains(id)) {
            throw new InputFault(file, 0, "Duplicate VEP INFO header with ID: " + id + " found in header.");
        }
        List<String> names =
                header.info(id).map(field -> names(field.description())).orElse(List.of());
        if (names.isEmpty()) {
            throw new InputFault(file, 0, absence(header, id));
        }
        return of(id, names);
    }

    /** What stands behind {@code Format:}, in whatever words before it; empty where there is nothing of the kind. */
    private static List<String> names(String description) {
        Matcher start = FORMAT.matcher(description);
        List<String> found = List.of();
        while (start.find()) {
            List<String> names = split(description.substring(start.end()));
            if (names.size() > 1 || FIELDS.containsKey(names.get(0))) {
                found = names;
            }
        }
        return found;
    }

    private static List<String> split(String text) {
        boolean quoted = text.startsWith("'") || text.startsWith("\"");
        int quote = quoted ? text.indexOf(text.charAt(0), 1) : -1;
        String format = text.substring(quoted ? 1 : 0, quote < 0 ? text.length() : quote);
        List<String> names = new ArrayList<>();
        for (String name : format.split("\\|", -1)) {
            names.add(name.strip());
        }
        if (!quoted) {
            // A sentence may follow, and some writers close a quote that they never opened.
            int last = names.size() - 1;
            names.set(last, names.get(last).split("\\s", 2)[0].replaceAll("['\".;,]+$", ""));
        }
        return names;
    }

    private static VepFormat of(String id, List<String> names) {
        Map<VepField, Integer> places = new HashMap<>();
        List<Extra> extras = new ArrayList<>();
        Set<String> extraNames = new HashSet<>();
        for (int place = 0; place < names.size(); place++) {
            String name = names.get(place);
            VepField field = FIELDS.get(name);
            if (field != null) {
                places.putIfAbsent(field, place);
            } else if (extraNames.add(name.toLowerCase(Locale.ROOT))) {
                extras.add(new Extra(name.toLowerCase(Locale.ROOT), place));
            }
        }
        return new VepFormat(id, names.size(), places, extras);
    }

    private static String absence(VcfHeader header, String id) {
        List<String> others = header.infos().stream()
                .filter(field -> !names(field.description()).isEmpty())
                .map(FieldDeclaration::id)
                .limit(MOST_TOLD)
                .toList();
        return "VEP's entries were asked for in INFO " + id + ", and the header "
                + (header.info(id).isPresent()
                        ? "says of it no \"Format: a|b|c\" in its Description"
                        : "does not declare it")
                + ". "
                + (others.isEmpty()
                        ? "No INFO field has one."
                        : "INFO fields that have one: " + String.join(", ", others) + ".");
    }
}
