package org.lakeome.example;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Random;

/** A small invented reference: contigs named like human ones, with random bases after a run of N as at a chromosome's end. */
record Genome(List<Contig> contigs) {
    static final int LEADING_N = 1_000;
    private static final int LINE = 60;

    /** @param bases upper case A, C, G, T and N */
    record Contig(String name, String bases) {
        int length() {
            return bases.length();
        }

        /** @param position from 1 */
        String at(int position, int length) {
            return bases.substring(position - 1, position - 1 + length);
        }
    }

    Genome {
        contigs = List.copyOf(contigs);
    }

    static Genome draw(Random random) {
        return new Genome(List.of(contig("chr20", 640_000, random), contig("chr22", 560_000, random)));
    }

    void writeFasta(Writer out) throws IOException {
        for (Contig contig : contigs) {
            out.write(">" + contig.name() + "\n");
            for (int from = 0; from < contig.length(); from += LINE) {
                out.write(contig.bases(), from, Math.min(LINE, contig.length() - from));
                out.write('\n');
            }
        }
    }

    private static Contig contig(String name, int length, Random random) {
        StringBuilder bases = new StringBuilder(length).repeat("N", LEADING_N);
        while (bases.length() < length) {
            bases.append(base(random));
        }
        return new Contig(name, bases.toString());
    }

    /** 41 % G or C, as in human DNA. */
    private static char base(Random random) {
        boolean strong = random.nextInt(100) < 41;
        return (strong ? "GC" : "AT").charAt(random.nextInt(2));
    }
}
