package org.lakeome.ingest.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Made-up files of annotation stores, always the same, in the order of their places on 22 contigs. */
public final class AnnotationTexts {
    private static final int CONTIGS = 22;
    private static final String BASES = "ACGT";

    private AnnotationTexts() {}

    private interface Line {
        String of(String contig, int position, int number, Random random);
    }

    /** GFF3: a gene, its transcript and exons of it, with six attributes each. */
    public static Path gff(Path file, int lines) throws IOException {
        return write(file, "##gff-version 3\n", lines, (contig, position, number, random) -> {
            int gene = number / 10;
            String type = number % 10 == 0 ? "gene" : number % 10 == 1 ? "mRNA" : "exon";
            String parent = number % 10 == 0 ? "" : ";Parent=" + (number % 10 == 1 ? "gene" : "mRNA") + gene;
            return "%s\tRefSeq\t%s\t%d\t%d\t.\t%s\t.\tID=%s%d%s;Name=N%d;Dbxref=GeneID:%d,HGNC:%d;gbkey=%s;product=%s\n"
                    .formatted(
                            contig,
                            type,
                            position,
                            position + random.nextInt(5_000),
                            random.nextBoolean() ? "+" : "-",
                            type,
                            type.equals("exon") ? number : gene,
                            parent,
                            gene,
                            100_000 + gene,
                            gene * 7,
                            type,
                            "protein%%20of%%20the%%20family%%20" + gene % 1_000);
        });
    }

    /** Alleles of variants with their frequencies, as {@link ImportRun} declares the columns, without a header. */
    static Path tsv(Path file, int lines) throws IOException {
        return write(file, "", lines, (contig, position, number, random) -> {
            int reference = random.nextInt(4);
            return "%s\t%d\t%s\t%s\t%d\t%d\t%.6f\t%s\t%s\n"
                    .formatted(
                            contig,
                            position,
                            BASES.charAt(reference),
                            BASES.charAt((reference + 1 + random.nextInt(3)) % 4),
                            random.nextInt(200),
                            150_000 + random.nextInt(2_000),
                            random.nextDouble() / 100,
                            random.nextInt(10) == 0 ? "AC0" : "PASS",
                            "rs" + random.nextInt(100_000_000));
        });
    }

    private static Path write(Path file, String header, int lines, Line line) throws IOException {
        if (Files.exists(file)) {
            return file;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Random random = new Random(42);
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            out.write(header);
            int position = 1;
            int contig = 1;
            for (int number = 0; number < lines; number++) {
                int next = 1 + (int) ((long) number * CONTIGS / lines);
                position = next == contig ? position + 1 + random.nextInt(200) : 1;
                contig = next;
                out.write(line.of("chr" + contig, position, number, random));
            }
        }
        return Files.move(part, file);
    }
}
