package org.lakeome.export;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the contig of a store that a region means: the one of that name, else the only one of another usual name whose length does
 * not speak against it.
 */
final class RegionSearch {
    private static final int SHOWN = 25;

    /** What the store holds. */
    interface Contigs {
        /** Those of the names that rows of the samples have. */
        List<String> ofSamples(Collection<String> names) throws SQLException;

        /** Those of the names that any row of the store has. */
        List<String> ofStore(Collection<String> names) throws SQLException;

        /** All that rows of the store have. */
        List<String> ofStore() throws SQLException;
    }

    /** @param notes what the user should know of the choice, a sentence each */
    record Found(Region region, List<String> notes) {}

    private final Contigs contigs;
    private final Map<String, Long> declared;
    private final String store;

    /** @param declared lengths by contig as the imported headers have them; 0 where they do not say */
    RegionSearch(Contigs contigs, Map<String, Long> declared, String store) {
        this.contigs = contigs;
        this.declared = declared;
        this.store = store;
    }

    Found find(String text) throws SQLException, StoreExport.NotThere {
        Region region = Region.parse(text, declared.keySet());
        Set<String> names = new LinkedHashSet<>(ContigNames.usual(region.contig()));
        names.add(text);
        List<String> there = contigs.ofSamples(names);
        if (there.contains(text) && !text.equals(region.contig())) {
            // A contig's name may look like a region.
            return new Found(new Region(text, -1, Long.MAX_VALUE), List.of());
        }
        if (there.contains(region.contig())) {
            return new Found(region, others(region.contig(), there));
        }
        List<String> fitting = fitting(region.contig(), there);
        if (fitting.isEmpty()) {
            fitting = fitting(region.contig(), known(names));
        }
        if (fitting.contains(region.contig())) {
            return new Found(region, List.of());
        }
        if (fitting.size() > 1) {
            throw new StoreExport.NotThere("contig '" + region.contig() + "' may be any of "
                    + String.join(", ", fitting) + " of store " + store + "; name one of them in --region");
        }
        if (fitting.isEmpty()) {
            throw new StoreExport.NotThere(
                    "store " + store + " has no contig '" + region.contig() + "'" + known(contigs.ofStore()));
        }
        String name = fitting.getFirst();
        return new Found(
                new Region(name, region.from(), region.to()),
                List.of("Contig " + region.contig() + " is called " + name + " in store " + store + "."));
    }

    private List<String> known(Set<String> names) throws SQLException {
        Set<String> known = new LinkedHashSet<>(contigs.ofStore(names));
        names.stream().filter(declared::containsKey).forEach(known::add);
        return List.copyOf(known);
    }

    private List<String> fitting(String asked, List<String> names) {
        long length = length(asked);
        return names.stream()
                .filter(name -> length == 0 || length(name) == 0 || length(name) == length)
                .toList();
    }

    private long length(String name) {
        long ofName = ContigNames.length(name);
        return ofName == 0 ? declared.getOrDefault(name, 0L) : ofName;
    }

    private List<String> others(String asked, List<String> there) {
        List<String> others = new ArrayList<>(fitting(asked, there));
        others.remove(asked);
        return others.isEmpty()
                ? List.of()
                : List.of("Store " + store + " also has rows of " + String.join(", ", others)
                        + ", which may be other names of contig " + asked + "; they are not in the file.");
    }

    private static String known(List<String> contigs) {
        String names = String.join(", ", contigs.subList(0, Math.min(SHOWN, contigs.size())));
        int more = contigs.size() - SHOWN;
        return contigs.isEmpty() ? "" : "; it has " + names + (more > 0 ? " and " + more + " more" : "");
    }
}
