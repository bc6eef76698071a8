package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.InputFault;

class ReferenceContigsTest {
    private static String found(ReferenceContigs contigs, String name) {
        return contigs.find(name).name();
    }

    private static ReferenceContigs small(List<Contig> declared, String... names) throws IOException {
        Map<String, String> bases = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            bases.put(names[i], "ACGT".repeat(i + 1));
        }
        ReferenceSequence reference = References.of(bases);
        return new ReferenceContigs(FastaIndex.of(reference), reference.contigs(), declared);
    }

    @Test
    void usualNamesOfAContigFindEachOther() throws IOException {
        ReferenceContigs ucsc = small(List.of(), "chr1", "chrX", "chrM", "chrUn_gl1");
        assertThat(found(ucsc, "chr1")).isEqualTo("chr1");
        assertThat(found(ucsc, "1")).isEqualTo("chr1");
        assertThat(found(ucsc, "CHR1")).isEqualTo("chr1");
        assertThat(found(ucsc, "X")).isEqualTo("chrX");
        assertThat(found(ucsc, "MT")).isEqualTo("chrM");
        assertThat(found(ucsc, "M")).isEqualTo("chrM");
        ReferenceContigs ensembl = small(List.of(), "1", "MT");
        assertThat(found(ensembl, "chr1")).isEqualTo("1");
        assertThat(found(ensembl, "chrM")).isEqualTo("MT");
    }

    @Test
    void theSameNameGoesBeforeAnotherOfTheContig() throws IOException {
        ReferenceContigs both = small(List.of(), "chr1", "1");
        assertThat(found(both, "1")).isEqualTo("1");
        assertThat(found(both, "chr1")).isEqualTo("chr1");
        assertThatThrownBy(() -> both.find("CHR1"))
                .hasMessageContaining("Several contigs")
                .hasMessageContaining("chr1, 1");
    }

    @Test
    void aDigestInTheHeaderFindsAContigOfAnyName() throws IOException {
        ReferenceSequence reference = References.of(Map.of("scaffold_7", "ACGTACGT"));
        String digest = reference.contigs().get(0).md5();
        ReferenceContigs contigs = new ReferenceContigs(
                FastaIndex.of(reference),
                reference.contigs(),
                List.of(new Contig("LG1", 8, digest.toUpperCase(Locale.ROOT))));
        assertThat(found(contigs, "LG1")).isEqualTo("scaffold_7");
    }

    @Test
    void lengthsThatAreKnownMustAgree() throws IOException {
        ReferenceContigs byHeader = small(List.of(new Contig("chr1", 5, ""), new Contig("1", 4, "")), "chr1");
        assertThat(found(byHeader, "1")).isEqualTo("chr1");
        assertThatThrownBy(() -> byHeader.find("chr1"))
                .hasMessageContaining("not the reference's chr1")
                .hasMessageContaining("5 bases by the file's header, the reference's 4");
        ReferenceContigs byAccession = small(List.of(), "chr1");
        assertThatThrownBy(() -> byAccession.find("NC_000001.10"))
                .hasMessageContaining("249250621 bases in GRCh37, the reference's 4");
    }

    @Test
    void accessionsFindTheContigOfTheirAssembly() {
        assertThat(ContigNames.plain("NC_000001.10")).isEqualTo("1");
        assertThat(ContigNames.plain("NC_000001.11")).isEqualTo("1");
        assertThat(ContigNames.accession("NC_000023.11"))
                .isEqualTo(new ContigNames.Accession("GRCh38", "X", 156_040_895));
        assertThat(ContigNames.plain("NC_012920.1")).isEqualTo("MT");
        assertThat(ContigNames.accession("NC_000067.7"))
                .isEqualTo(new ContigNames.Accession("GRCm39", "1", 195_154_279));
    }

    @Test
    void anUnknownContigIsNamedWithSomeThatExist() throws IOException {
        ReferenceContigs many = small(List.of(), "chr1", "chr2", "chr3", "chr4", "chr5", "chr6", "chr7");
        assertThatThrownBy(() -> many.find("chrZ"))
                .hasMessage("The reference has no such contig; it has chr1, chr2, chr3, chr4, chr5 and 2 more.");
    }

    @Test
    void rowsKeepTheNameOfTheFile() throws IOException {
        String vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t3\t.\tA\tAA\t.\t.\t.\n";
        List<String> rows =
                Rows.cells(Rows.text("a.vcf", vcf), Rows.aligned(References.of(Map.of("chr1", "CAAAT")), false));
        assertThat(rows).singleElement().asString().startsWith("1:1-1 null C [CA]");
    }

    @Test
    void anIndexThatDoesNotFitIsToldApartFromABadRecord() {
        MemorySource fasta = MemorySource.of("ref.fa", ">chr1\nACGT\nACGT\n>chr2\nTTTT\n");
        assertThatThrownBy(() -> base(fasta, "chr1\t8\t5\t4\t5\n")).hasMessageContaining("does not fit the FASTA file");
        assertThatThrownBy(() -> base(fasta, "chr1\t80\t6\t4\t5\n")).hasMessageContaining("ends before contig chr1");
        assertThatThrownBy(() -> base(fasta, "chr1\teight\t6\t4\t5\n"))
                .hasMessageContaining("not one of a FASTA index");
        assertThatThrownBy(() -> FastaIndex.of(new ReferenceSequence(
                        fasta, MemorySource.of("ref.fai", "chr1\t8\t6\t4\t5\n"), List.of(new Contig("chr1", 9, "")))))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("contig chr1 has 9 bases, 8 by the index");
    }

    private static byte base(MemorySource fasta, String index) throws IOException {
        FastaIndex places = FastaIndex.of(new ReferenceSequence(fasta, MemorySource.of("ref.fai", index), List.of()));
        try (ReferenceBases bases = new ReferenceBases(fasta)) {
            return bases.base(places.places().get("chr1"), 0);
        }
    }

    @Test
    void recordsInOrderReadTheFileOnceAndJumpsReadOnlyWhatTheyNeed() throws IOException {
        String contig = new RandomVariants(7).contig(5 * ReferenceBases.BLOCK + 17);
        ReferenceSequence reference = References.of(Map.of("chr1", contig));
        MemorySource fasta = (MemorySource) reference.fasta();
        FastaIndex.Place place = FastaIndex.of(reference).places().get("chr1");
        try (ReferenceBases bases = new ReferenceBases(fasta)) {
            for (int at = 0; at < contig.length(); at++) {
                assertThat((char) bases.base(place, at)).isEqualTo(contig.charAt(at));
                assertThat((char) bases.base(place, Math.max(0, at - 300)))
                        .isEqualTo(contig.charAt(Math.max(0, at - 300)));
            }
            assertThat(fasta.opened()).hasValue(1);
            bases.base(place, 5);
            bases.base(place, contig.length() - 1L);
            assertThat(fasta.opened()).hasValue(1);
        }
    }
}
