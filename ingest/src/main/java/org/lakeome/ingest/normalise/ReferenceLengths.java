package org.lakeome.ingest.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.reference.Contig;

/**
 * Compares the lengths that a file's header gives its contigs with those of the store's reference, whatever usual name either has for a
 * contig. Needs no bases. Immutable.
 */
public final class ReferenceLengths {
    /** Of a store without a reference, or of one that nobody told. */
    public static final ReferenceLengths UNKNOWN = new ReferenceLengths(List.of());

    private static final int SHOWN = 5;
    private static final int LONGEST_NAME = 60;

    private final Map<String, Contig> byName = new HashMap<>();
    private final Map<String, List<Contig>> byPlainName = new HashMap<>();

    public ReferenceLengths(List<Contig> reference) {
        for (Contig contig : reference) {
            byName.put(contig.name(), contig);
            byPlainName
                    .computeIfAbsent(ContigNames.plain(contig.name()), name -> new ArrayList<>())
                    .add(contig);
        }
    }

    /**
     * One sentence of the contigs that cannot be the reference's; empty when there is none.
     *
     * @param declared lengths by contig, in the order of the header; 0 where it says only the name
     */
    public String note(Map<String, Long> declared) {
        List<String> others = new ArrayList<>();
        declared.forEach((name, length) -> {
            ContigNames.Accession accession = ContigNames.accession(name);
            long known = length == 0 && accession != null ? accession.length() : length;
            Contig meant = meant(name, known);
            if (meant != null && meant.length() != known) {
                others.add(shown(name) + " has length=" + known + " here and " + shown(meant.name()) + " has length="
                        + meant.length() + " in the store's reference");
            }
        });
        int more = others.size() - SHOWN;
        return others.isEmpty()
                ? ""
                : "Another reference? contig " + String.join("; ", others.subList(0, Math.min(SHOWN, others.size())))
                        + (more > 0 ? "; and " + more + " more contigs" : "") + ".";
    }

    /** The contig of the same name, else the one of another usual name that has the length, else any of those; null if none is known. */
    private Contig meant(String name, long length) {
        if (length == 0) {
            return null;
        }
        if (byName.containsKey(name)) {
            return byName.get(name);
        }
        List<Contig> others = byPlainName.getOrDefault(ContigNames.plain(name), List.of());
        for (Contig other : others) {
            if (other.length() == length) {
                return other;
            }
        }
        return others.isEmpty() ? null : others.get(0);
    }

    /** A hostile header must not fill messages, nor write lines of its own into logs. */
    private static String shown(String name) {
        String shortened = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
