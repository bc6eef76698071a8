package org.lakeome.ingest.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lakeome.ingest.normalise.MemorySource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vep.VepField;

/** The VCF texts that the inner loops are measured with: the fields of GATK's and VEP's files, values drawn from one seed. */
public final class LoopText {
    private static final long SEED = 42;
    private static final int VEP_FIELDS = 82;

    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##contig=<ID=chr1,length=15000000>
            ##FILTER=<ID=LowQual,Description="Low quality">
            ##INFO=<ID=AC,Number=A,Type=Integer,Description="count">
            ##INFO=<ID=AF,Number=A,Type=Float,Description="frequency">
            ##INFO=<ID=AN,Number=1,Type=Integer,Description="alleles">
            ##INFO=<ID=BaseQRankSum,Number=1,Type=Float,Description="z-score">
            ##INFO=<ID=DB,Number=0,Type=Flag,Description="member of dbSNP">
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##INFO=<ID=FS,Number=1,Type=Float,Description="strand bias">
            ##INFO=<ID=MQ,Number=1,Type=Float,Description="mapping quality">
            ##INFO=<ID=QD,Number=1,Type=Float,Description="quality by depth">
            ##INFO=<ID=culprit,Number=1,Type=String,Description="worst annotation">
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: %s">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="allele depths">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
            """.formatted(vepFormat());

    private final Random random = new Random(SEED);
    private final int samples;
    private final int alternates;
    private final int entries;

    /** @param entries of VEP in each record; none if 0 */
    public LoopText(int samples, int alternates, int entries) {
        this.samples = samples;
        this.alternates = alternates;
        this.entries = entries;
    }

    private static String vepFormat() {
        List<String> names = new ArrayList<>();
        for (VepField field : VepField.values()) {
            names.add(field.header());
        }
        while (names.size() < VEP_FIELDS) {
            names.add("Other_" + names.size());
        }
        return String.join("|", names);
    }

    /** A source in memory of a text or of its header. */
    public static TextSource source(String vcf) throws IOException {
        return TextSource.open(MemorySource.of("loop.vcf", vcf), IngestLimits.DEFAULT);
    }

    public String header() {
        String names =
                IntStream.range(0, samples).mapToObj("\tS%04d"::formatted).collect(Collectors.joining());
        return HEADER + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO" + (samples > 0 ? "\tFORMAT" : "") + names
                + "\n";
    }

    public List<String> lines(int records) {
        List<String> lines = new ArrayList<>();
        int position = 0;
        for (int record = 0; record < records; record++) {
            position += 1 + random.nextInt(200);
            lines.add(line(position));
        }
        return lines;
    }

    private String line(int position) {
        char reference = "ACGT".charAt(random.nextInt(4));
        String alternate = "ACGT"
                .chars()
                .filter(base -> base != reference)
                .limit(alternates)
                .mapToObj(Character::toString)
                .collect(Collectors.joining(","));
        StringBuilder line = new StringBuilder()
                .append("chr1\t%d\t%s\t%s\t%s"
                        .formatted(
                                position,
                                random.nextInt(3) == 0 ? "." : "rs" + (10_000_000 + position),
                                reference,
                                alternate))
                .append(decimal("\t%.2f", 3_000))
                .append(random.nextInt(10) == 0 ? "\tLowQual" : "\tPASS")
                .append("\tAC=")
                .append(each(() -> random.nextInt(2 * samples + 1)))
                .append(";AF=")
                .append(each(() -> decimal("%.3f", 1)))
                .append(";AN=")
                .append(2 * samples)
                .append(decimal(";BaseQRankSum=%.3f", 2))
                .append(random.nextBoolean() ? ";DB" : "")
                .append(";DP=")
                .append(random.nextInt(500))
                .append(decimal(";FS=%.3f", 20))
                .append(decimal(";MQ=%.2f", 60))
                .append(decimal(";QD=%.2f", 30))
                .append(";culprit=")
                .append(List.of("MQ", "FS", "QD", "SOR").get(random.nextInt(4)));
        if (entries > 0) {
            line.append(";CSQ=")
                    .append(IntStream.range(0, entries).mapToObj(any -> entry()).collect(Collectors.joining(",")));
        }
        if (samples > 0) {
            line.append("\tGT:AD:DP:GQ:PL");
        }
        for (int sample = 0; sample < samples; sample++) {
            line.append('\t').append(call());
        }
        return line.toString();
    }

    private String call() {
        int one = random.nextInt(40);
        int other = random.nextInt(40);
        String depths = one + "," + other + ",0".repeat(alternates - 1);
        String likelihoods = "0," + 3 * one + "," + 30 * other + ",990".repeat(alternates == 1 ? 0 : 3);
        return (random.nextBoolean() ? "0/0:" : "0|1:") + depths + ":" + (one + other) + ":" + random.nextInt(100) + ":"
                + likelihoods;
    }

    /** Much of it empty, as VEP writes it. */
    private String entry() {
        int transcript = random.nextInt(500);
        StringBuilder entry = new StringBuilder("A|")
                .append(random.nextBoolean() ? "missense_variant&splice_region_variant" : "intron_variant")
                .append(
                        "|MODERATE|GENE%1$d|ENSG%1$011d|Transcript|ENST%1$011d|protein_coding|%2$d/13||ENST%1$011d.4:c.1%3$dA>G|ENSP%1$011d.2:p.Leu%3$dArg|3%3$d|1%3$d|%3$d|L/R|cTg/cGg|rs40510839||1||HGNC|HGNC:%1$d"
                                .formatted(transcript, 1 + random.nextInt(13), random.nextInt(900)));
        for (int field = VepField.values().length; field < VEP_FIELDS; field++) {
            entry.append('|').append(random.nextInt(3) > 0 ? "" : decimal("%.6f", 0.003));
        }
        return entry.toString();
    }

    private String each(Supplier<?> value) {
        return IntStream.range(0, alternates)
                .mapToObj(any -> value.get().toString())
                .collect(Collectors.joining(","));
    }

    private String decimal(String format, double most) {
        return String.format(Locale.ROOT, format, random.nextDouble() * most);
    }
}
