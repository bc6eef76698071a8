package org.lakeome.example;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The child alone as gVCF: its variants, and blocks of reference between them that say how well they are covered. */
final class ChildGvcf {
    private static final String REST = "<NON_REF>";

    private final Genome genome;
    private final Cohort cohort;
    private final Random random;
    private final Writer out;

    ChildGvcf(Genome genome, Cohort cohort, Random random, Writer out) {
        this.genome = genome;
        this.cohort = cohort;
        this.random = random;
        this.out = out;
    }

    void write() throws IOException {
        out.write("##fileformat=VCFv4.2\n");
        out.write("##source=lakeome example data, all invented\n");
        out.write("##ALT=<ID=NON_REF,Description=\"Any other allele at this place\">\n");
        out.write("##FILTER=<ID=PASS,Description=\"All filters passed\">\n");
        CohortVcf.writeContigs(genome, out);
        out.write("##INFO=<ID=END,Number=1,Type=Integer,Description=\"Last position of the block\">\n");
        out.write("##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Read depth\">\n");
        CohortVcf.writeFormats(out);
        out.write("##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"Least read depth in the block\">\n");
        out.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
                + cohort.samples().get(Cohort.CHILD) + "\n");
        for (Genome.Contig contig : genome.contigs()) {
            int next = Genome.LEADING_N + 1;
            for (Site site : cohort.sites()) {
                Call call = site.calls().get(Cohort.CHILD);
                if (site.contig().equals(contig.name()) && call.carriesAlternate()) {
                    writeBlocks(contig, next, site.position() - 1);
                    writeVariant(site, call);
                    next = site.end() + 1;
                }
            }
            writeBlocks(contig, next, contig.length());
        }
    }

    private void writeBlocks(Genome.Contig contig, int first, int last) throws IOException {
        int start = first;
        while (start <= last) {
            int end = Math.min(last, start + 99 + random.nextInt(700));
            int depth = (int) Math.max(8, Math.round(30 + 5 * random.nextGaussian()));
            int least = Math.max(5, depth - 1 - random.nextInt(8));
            int quality = Math.min(99, 3 * least);
            out.write(contig.name() + "\t" + start + "\t.\t" + contig.at(start, 1) + "\t" + REST + "\t.\t.\tEND=" + end
                    + "\tGT:DP:GQ:MIN_DP:PL\t0/0:" + depth + ":" + quality + ":" + least + ":0," + quality + ","
                    + 15 * quality + "\n");
            start = end + 1;
        }
    }

    /** Only the alternates that the child has, and the one for all others. */
    private void writeVariant(Site site, Call call) throws IOException {
        List<Integer> kept = new ArrayList<>(List.of(0));
        call.alleles().stream().filter(allele -> allele > 0).distinct().sorted().forEach(kept::add);
        List<String> alts = new ArrayList<>();
        kept.stream().skip(1).forEach(allele -> alts.add(site.alts().get(allele - 1)));
        alts.add(REST);
        List<Integer> depths = new ArrayList<>();
        kept.forEach(allele -> depths.add(call.alleleDepths().get(allele)));
        depths.add(0);
        Call own = new Call(call.alleles().stream().map(kept::indexOf).toList(), depths, call.quality());
        out.write(site.contig() + "\t" + site.position() + "\t" + site.id() + "\t" + site.ref() + "\t"
                + String.join(",", alts) + "\t" + CohortVcf.fixed(30 + 10.0 * call.quality(), 2) + "\t.\tDP="
                + own.depth()
                + "\tGT:AD:DP:GQ:PL\t" + own.genotype(site.inherited()) + ":" + own.depths() + ":" + own.depth() + ":"
                + own.quality() + ":" + own.likelihoods(kept.size() + 1) + "\n");
    }
}
