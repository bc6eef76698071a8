package org.lakeome.example;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The joint calls of the whole cohort as VCF 4.2. */
final class CohortVcf {
    private CohortVcf() {}

    static void write(Genome genome, Cohort cohort, Writer out) throws IOException {
        out.write("##fileformat=VCFv4.2\n");
        out.write("##source=lakeome example data, all invented\n");
        out.write("##FILTER=<ID=PASS,Description=\"All filters passed\">\n");
        out.write("##FILTER=<ID=LowQual,Description=\"QUAL below 30\">\n");
        out.write("##FILTER=<ID=StrandBias,Description=\"Reads of one strand only\">\n");
        writeContigs(genome, out);
        out.write("##INFO=<ID=AC,Number=A,Type=Integer,Description=\"Count of each alternate allele\">\n");
        out.write("##INFO=<ID=AF,Number=A,Type=Float,Description=\"Frequency of each alternate allele\">\n");
        out.write("##INFO=<ID=AN,Number=1,Type=Integer,Description=\"Number of called alleles\">\n");
        out.write("##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Read depth over all samples\">\n");
        writeFormats(out);
        out.write(
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + String.join("\t", cohort.samples()) + "\n");
        for (Site site : cohort.sites()) {
            writeSite(site, out);
        }
    }

    static void writeContigs(Genome genome, Writer out) throws IOException {
        for (Genome.Contig contig : genome.contigs()) {
            out.write("##contig=<ID=" + contig.name() + ",length=" + contig.length() + ">\n");
        }
    }

    static void writeFormats(Writer out) throws IOException {
        out.write("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n");
        out.write("##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Read depth of each allele\">\n");
        out.write("##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Read depth\">\n");
        out.write("##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Genotype quality\">\n");
        out.write("##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"Phred-scaled genotype likelihoods\">\n");
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static void writeSite(Site site, Writer out) throws IOException {
        List<Integer> counts =
                IntStream.range(1, site.alleles()).mapToObj(site::count).toList();
        int called = site.called();
        out.write(String.join(
                "\t",
                site.contig(),
                String.valueOf(site.position()),
                site.id(),
                site.ref(),
                String.join(",", site.alts()),
                fixed(site.qual(), 2),
                site.filters().isEmpty() ? "PASS" : String.join(";", site.filters()),
                "AC=" + counts.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + ";AF="
                        + counts.stream()
                                .map(count -> fixed((double) count / called, 4))
                                .collect(Collectors.joining(","))
                        + ";AN=" + called
                        + ";DP=" + site.depth(),
                "GT:AD:DP:GQ:PL"));
        for (Call call : site.calls()) {
            out.write('\t');
            out.write(sample(site, call));
        }
        out.write('\n');
    }

    private static String sample(Site site, Call call) {
        if (call.isMissing()) {
            return "./.:.:.:.:.";
        }
        return call.genotype(site.inherited()) + ":" + call.depths() + ":" + call.depth() + ":" + call.quality() + ":"
                + call.likelihoods(site.alleles());
    }
}
