package org.lakeome.ingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up VCFs of one sample each, always the same; three in ten have the sample of the file before. */
final class SmallFiles {
    private static final String HEADER = String.join(
            "\n",
            "##fileformat=VCFv4.2",
            "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">",
            "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">",
            "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">",
            "##INFO=<ID=MQ,Number=1,Type=Float,Description=\"x\">",
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">",
            "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">",
            "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">",
            "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">",
            "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"x\">",
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t");

    private SmallFiles() {}

    /** @param most records of a file, which has at least half as many */
    static List<Path> in(Path folder, int count, int most) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(42);
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            StringBuilder text = new StringBuilder(HEADER)
                    .append('S')
                    .append(number * 7 / 10)
                    .append('\n');
            int records = most - random.nextInt(most / 2 + 1);
            int position = 0;
            for (int i = 0; i < records; i++) {
                position += 1 + random.nextInt(90_000);
                text.append(record(i * 22 / records + 1, position, random));
            }
            files.add(Files.writeString(folder.resolve("f%04d.vcf".formatted(number)), text));
        }
        return files;
    }

    private static String record(int contig, int position, Random random) {
        int depth = 5 + random.nextInt(55);
        int quality = random.nextInt(100);
        String bases = List.of("A\tC", "C\tT", "G\tA", "T\tG").get(random.nextInt(4));
        return "chr%d\t%d\trs%d\t%s\t%d.5\tPASS\tAC=1;AF=0.5;DP=%d;MQ=%d.25\tGT:AD:DP:GQ:PL\t0/1:%d,%d:%d:%d:%d,0,%d%n"
                .formatted(
                        contig,
                        position,
                        random.nextInt(100_000_000),
                        bases,
                        quality * 9,
                        depth,
                        random.nextInt(60),
                        depth / 2,
                        depth - depth / 2,
                        depth,
                        quality,
                        quality * 20,
                        quality * 21);
    }
}
