package org.lakeome.ingest.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.FieldFault;

/**
 * Finds the reference's contig that a file means: the one of the same name, else of the MD5 in the file's header, else of
 * another usual name of the same contig. Lengths that are known must agree; the name in the file stays what it is.
 */
final class ReferenceContigs {
    private static final int SHOWN = 5;

    private final Map<String, FastaIndex.Place> byName;
    private final Map<String, FastaIndex.Place> byDigest = new HashMap<>();
    private final Map<String, List<FastaIndex.Place>> byPlainName = new HashMap<>();
    private final Map<String, Contig> declared = new HashMap<>();

    /** @param declared contigs of the file's header; length 0 and an empty MD5 where it does not say */
    ReferenceContigs(FastaIndex index, List<Contig> reference, List<Contig> declared) {
        byName = index.places();
        for (Contig contig : reference) {
            byDigest.put(contig.md5().toLowerCase(Locale.ROOT), byName.get(contig.name()));
        }
        byDigest.remove("");
        for (FastaIndex.Place place : byName.values()) {
            byPlainName
                    .computeIfAbsent(ContigNames.plain(place.name()), name -> new ArrayList<>())
                    .add(place);
        }
        declared.forEach(contig -> this.declared.putIfAbsent(contig.name(), contig));
    }

    FastaIndex.Place find(String name) {
        Contig said = declared.getOrDefault(name, new Contig(name, 0, ""));
        Set<FastaIndex.Place> candidates = new LinkedHashSet<>();
        candidates.add(byName.get(name));
        candidates.add(byDigest.get(said.md5().toLowerCase(Locale.ROOT)));
        candidates.remove(null);
        for (FastaIndex.Place candidate : candidates) {
            if (hasLength(said, candidate.length())) {
                return candidate;
            }
        }
        List<FastaIndex.Place> others = byPlainName.getOrDefault(ContigNames.plain(name), List.of());
        List<FastaIndex.Place> fitting =
                others.stream().filter(place -> hasLength(said, place.length())).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.size() > 1) {
            throw new FieldFault(
                    "CHROM", name, "Several contigs of the reference may be meant: " + names(fitting) + ".");
        }
        candidates.addAll(others);
        throw candidates.isEmpty()
                ? unknown(name)
                : otherLength(said, candidates.iterator().next());
    }

    private static boolean hasLength(Contig said, long length) {
        ContigNames.Accession accession = ContigNames.accession(said.name());
        return (said.length() == 0 || said.length() == length) && (accession == null || accession.length() == length);
    }

    private static FieldFault otherLength(Contig said, FastaIndex.Place candidate) {
        ContigNames.Accession accession = ContigNames.accession(said.name());
        boolean fromHeader = said.length() != 0 && said.length() != candidate.length();
        String file = fromHeader
                ? said.length() + " bases by the file's header"
                : accession.length() + " bases in " + accession.assembly();
        return new FieldFault(
                "CHROM",
                said.name(),
                "The contig is not the reference's " + candidate.name() + ": it has " + file + ", the reference's "
                        + candidate.length() + ". Use the reference that the file was made with.");
    }

    private FieldFault unknown(String name) {
        return new FieldFault(
                "CHROM", name, "The reference has no such contig; it has " + names(byName.values()) + ".");
    }

    private static String names(Iterable<FastaIndex.Place> places) {
        List<String> names = new ArrayList<>();
        places.forEach(place -> names.add(place.name()));
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
