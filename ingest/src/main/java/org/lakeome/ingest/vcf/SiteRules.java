package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lakeome.ingest.reference.Contig;

/** Notices what in a record breaks a rule of VCF that no column needs, and counts it. For one thread. */
final class SiteRules {
    private final InfoRules infoRules;
    private final BitSet contigs = new BitSet();
    private final Set<String> declared;
    private int contig = -1;
    private long position;
    private byte[] alleles = {};
    private byte[] filter = {};

    private final RemarkCount remarks;
    private final RecentAlleles recent = new RecentAlleles();
    /** Null for a version that has no such rules. */
    private final StructuralRules structural;

    private final boolean colonsAreBarred;
    /** They may stand there, but hardly do where no contig line says so. */
    private final boolean colonsAreRare;

    SiteRules(VcfHeader header, ByteTable infoKeys, RemarkCount remarks) {
        this.remarks = remarks;
        this.structural = header.isAtLeast("VCFv4.4") ? new StructuralRules(header, infoKeys) : null;
        this.colonsAreBarred = !header.isAtLeast("VCFv4.3");
        this.colonsAreRare = !header.isAtLeast("VCFv4.4");
        declared = header.contigs().stream().map(Contig::name).collect(Collectors.toUnmodifiableSet());
        infoRules = new InfoRules(header, infoKeys);
    }

    void info(int key, boolean flag, byte[] line, int from, int to, int alternates) {
        if (structural != null) {
            structural.meet(key);
        }
        String fault = infoRules.fault(key, flag, line, from, to, alternates);
        if (fault != null) {
            remark(fault);
        }
    }

    /** The keys of structural variants, which VCF 4.4 made depend on each other. */
    void structure(byte[] line, int[] tabs) {
        String fault = structural == null ? null : structural.fault(line, tabs);
        if (fault != null) {
            remark(fault);
        }
    }

    /** A record's columns before INFO, as the file has them; column i is [tabs[i] + 1, tabs[i + 1]). */
    void site(int contigNumber, long start, byte[] line, int[] tabs) {
        place(contigNumber, start, line, tabs);
        alleles = kept(alleles, line, tabs[3] + 1, tabs[5]);
        if (line[tabs[2] + 1] != '.') {
            list("ID", line, tabs[2] + 1, tabs[3]);
        }
        if (!Alleles.isPlain(line, tabs[3] + 1, tabs[4])) {
            remark("REF holds a letter other than A, C, G, T and N");
        }
        if (line[tabs[5] + 1] == '-') {
            remark("QUAL is negative");
        }
        if (!Arrays.equals(filter, 0, filter.length, line, tabs[6] + 1, tabs[7])) {
            filter = kept(filter, line, tabs[6] + 1, tabs[7]);
            list("FILTER", line, tabs[6] + 1, tabs[7]);
        }
    }

    private void place(int contigNumber, long start, byte[] line, int[] tabs) {
        if (contigNumber != contig) {
            name(new String(line, tabs[0] + 1, tabs[1] - tabs[0] - 1, StandardCharsets.UTF_8));
            if (contigs.get(contigNumber)) {
                remark("the records of the contig do not follow each other");
            }
            contigs.set(contigNumber);
            contig = contigNumber;
            recent.clear();
        } else if (start < position) {
            remark("POS is lower than in the record before");
        } else if (start == position && Arrays.equals(alleles, 0, alleles.length, line, tabs[3] + 1, tabs[5])) {
            remark("the record stands there twice");
            return;
        }
        if (recent.add(start, line, tabs)) {
            remark("the allele stands there twice, written with other bases around it");
        }
        if (recent.isAmbiguous()) {
            remark("ALT holds a letter other than A, C, G, T and N");
        }
        position = start;
    }

    /** HLA contigs have asterisks and colons, and stand in the header; any other is a slip. */
    private void name(String contig) {
        // <ctg1> is a contig of the file that the assembly line names.
        boolean ofAssembly = contig.length() > 2 && contig.startsWith("<") && contig.endsWith(">");
        if ((ofAssembly ? contig.substring(1, contig.length() - 1) : contig)
                .chars()
                .anyMatch(c -> c == ' ' || c == ',' || c == '<' || c == '>')) {
            remark("CHROM holds a character that a contig's name may not");
        } else if (!ofAssembly && contig.indexOf('*') >= 0 && !declared.contains(contig)) {
            remark("CHROM holds an asterisk, and no contig line declares the name");
        } else if (contig.indexOf(':') >= 0 && (colonsAreBarred || colonsAreRare && !declared.contains(contig))) {
            remark("CHROM holds a colon, which this version of VCF does not allow");
        }
    }

    private void list(String field, byte[] line, int from, int to) {
        boolean several = false;
        for (int i = from; i < to; i++) {
            if (line[i] == ' ') {
                remark(field + " holds a space");
                return;
            }
            several |= line[i] == ';';
        }
        if (several || to - from == 1 && line[from] == '0') {
            elements(field, List.of(new String(line, from, to - from, StandardCharsets.UTF_8).split(";")));
        }
    }

    private void elements(String field, List<String> elements) {
        Set<String> different = new HashSet<>(elements);
        if (different.size() < elements.size()) {
            remark(field + " has the same value twice");
        } else if (different.contains(".") || field.equals("FILTER") && different.contains("0")) {
            remark(field + " has a value that may not stand there");
        }
    }

    private static byte[] kept(byte[] before, byte[] line, int from, int to) {
        byte[] copy = before.length == to - from ? before : new byte[to - from];
        System.arraycopy(line, from, copy, 0, to - from);
        return copy;
    }

    private void remark(String text) {
        remarks.add(text);
    }
}
