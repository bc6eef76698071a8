package org.lakeome.ingest.vcf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.ingest.reference.Contig;

/**
 * What a reader needs of a VCF header: declarations in header order (first of each id), and sample names in column order.
 *
 * @param formats as the header declares them; then, as the specification has them, those that records use without a declaration
 * @param undeclaredFormats ids of the latter
 * @param contigs as the header declares them; length 0 and an empty MD5 where it does not say
 * @param repeatedInfos ids that more than one INFO line declares
 * @param lines of the header, the column line included
 */
public record VcfHeader(
        String version,
        List<FieldDeclaration> infos,
        List<FieldDeclaration> formats,
        List<String> undeclaredFormats,
        List<Contig> contigs,
        List<String> samples,
        Set<String> repeatedInfos,
        long lines)
        implements Serializable {
    public VcfHeader {
        infos = List.copyOf(infos);
        formats = List.copyOf(formats);
        undeclaredFormats = List.copyOf(undeclaredFormats);
        contigs = List.copyOf(contigs);
        samples = List.copyOf(samples);
        repeatedInfos = Set.copyOf(repeatedInfos);
    }

    public Optional<FieldDeclaration> info(String id) {
        return infos.stream().filter(field -> field.id().equals(id)).findFirst();
    }

    public Optional<FieldDeclaration> format(String id) {
        return formats.stream().filter(field -> field.id().equals(id)).findFirst();
    }

    /** The header with as many further FORMAT fields that records use as a file may have; itself, if none is new. */
    public VcfHeader withFormats(Collection<String> ids, int most) {
        List<FieldDeclaration> all = new ArrayList<>(formats);
        List<String> added = new ArrayList<>(undeclaredFormats);
        for (String id : ids) {
            if (all.size() < most && format(id).isEmpty()) {
                all.add(UndeclaredFormats.declaration(id));
                added.add(id);
            }
        }
        return added.equals(undeclaredFormats)
                ? this
                : new VcfHeader(version, infos, all, added, contigs, samples, repeatedInfos, lines);
    }

    /** Ids of FORMAT fields that are not declared and are read as the specification has them. */
    public List<String> undeclaredReserved() {
        return undeclaredFormats.stream().filter(UndeclaredFormats::isReserved).toList();
    }

    /** Ids of FORMAT fields that are not declared and are read as text. */
    public List<String> undeclaredOthers() {
        return undeclaredFormats.stream()
                .filter(id -> !UndeclaredFormats.isReserved(id))
                .toList();
    }

    /** FORMAT fields that their declared type keeps out of their column or changes on the way, a sentence each. */
    public List<String> columnNotes() {
        return new FormatColumns(this).notes();
    }

    /** Whether the file is of a version, or of a later one. */
    boolean isAtLeast(String fileformat) {
        return version.compareTo(fileformat) >= 0;
    }

    /** A file without samples: one row per record, its call columns null. */
    public boolean isSitesOnly() {
        return samples.isEmpty();
    }
}
