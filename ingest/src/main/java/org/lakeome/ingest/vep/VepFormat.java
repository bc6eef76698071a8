package org.lakeome.ingest.vep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lakeome.ingest.source.InputFault;
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
    private static final String START = "Consequence annotations from Ensembl VEP. Format:";

    /** A field without a column of its own, and its place in an entry. */
    public record Extra(String name, int place) implements Serializable {}

    public VepFormat {
        places = Map.copyOf(places);
        extras = List.copyOf(extras);
    }

    /** Empty when the header's line of that id is not one that VEP writes; a header with two such lines is refused, as at AWS. */
    public static Optional<VepFormat> of(String file, VcfHeader header, String id) {
        if (header.repeatedInfos().contains(id)) {
            throw new InputFault(file, 0, "Duplicate VEP INFO header with ID: " + id + " found in header.");
        }
        return header.info(id)
                .filter(field -> field.description().startsWith(START))
                .map(field -> of(id, field.description().substring(START.length())));
    }

    private static VepFormat of(String id, String format) {
        Map<String, VepField> known = new HashMap<>();
        for (VepField field : VepField.values()) {
            known.put(field.header(), field);
        }
        Map<VepField, Integer> places = new HashMap<>();
        List<Extra> extras = new ArrayList<>();
        Set<String> extraNames = new HashSet<>();
        List<String> names = List.of(format.strip().split("\\|", -1));
        for (int place = 0; place < names.size(); place++) {
            String name = names.get(place).strip();
            VepField field = known.get(name);
            if (field != null) {
                places.putIfAbsent(field, place);
            } else if (extraNames.add(name.toLowerCase(Locale.ROOT))) {
                extras.add(new Extra(name.toLowerCase(Locale.ROOT), place));
            }
        }
        return new VepFormat(id, names.size(), places, extras);
    }

    /** Why {@link #of} found no format. */
    public static String absence(VcfHeader header, String id) {
        return header.info(id).isPresent()
                ? "annotations.vep is null: the Description of INFO " + id + " does not start with \"" + START + "\"."
                : "annotations.vep is null: the header does not declare INFO " + id + ".";
    }
}
