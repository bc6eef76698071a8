package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.Site;

/**
 * The hash of a file's keys (CHROM, POS, REF, ALT, sorted) through the splitting and normalising reader: main GENERATOR FOLDER
 * makes the full-size file of data/README.md and compares.
 */
public final class KeyHash {
    static final Result FULL_SIZE = new Result(524_094, "0d44ef83e700a60c");

    record Result(long records, String hash) {}

    /** A generated file with what is done to it, and the result that other programs agree on. */
    record Wanted(String file, boolean split, boolean align, Result result) {
        @Override
        public String toString() {
            return file + (split ? " split" : "") + (align ? " aligned" : "");
        }
    }

    /** Of the files that {@link #generateSmall} makes. */
    static final List<Wanted> SMALL = List.of(
            new Wanted("multi.vcf", true, false, new Result(5242, "ccc3b8d7297e967a")),
            new Wanted("multi.vcf", false, true, new Result(5000, "2825c593e3c95f41")),
            new Wanted("multi.vcf", true, true, new Result(5242, "b518fb12f22474fe")),
            new Wanted("gvcf.vcf", true, false, new Result(9562, "8101aec7ad021d08")),
            new Wanted("gvcf.vcf", false, true, new Result(8000, "666c4ca9884e3f6f")),
            new Wanted("gvcf.vcf", true, true, new Result(9562, "fa3e57b35cbc2971")),
            new Wanted("vep.vcf", true, false, new Result(1057, "d3f7ecd790f5c422")),
            new Wanted("vep.vcf", false, true, new Result(1000, "4f240d53444904d2")),
            new Wanted("vep.vcf", true, true, new Result(1057, "1ef7df97e8668cda")));

    static void generateSmall(Path generator, Path folder) throws IOException, InterruptedException {
        generate(generator, folder, "ref", "ref.fa", 200_000);
        generate(generator, folder, "multi", "multi.vcf", 200_000, "--records", "5000", "--samples", "10");
        generate(generator, folder, "gvcf", "gvcf.vcf", 200_000, "--records", "8000");
        generate(generator, folder, "vep", "vep.vcf", 200_000, "--records", "1000");
    }

    static Result of(Path folder, Wanted wanted) throws IOException {
        return of(folder.resolve(wanted.file()), wanted.align() ? folder.resolve("ref.fa") : null, wanted.split());
    }

    private KeyHash() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Result result = fullSize(Path.of(arguments[0]), Path.of(arguments[1]));
        System.out.println("500,000 records, split and left-aligned: " + result + ", wanted " + FULL_SIZE);
        if (!result.equals(FULL_SIZE)) {
            System.exit(1);
        }
    }

    static Result fullSize(Path generator, Path folder) throws IOException, InterruptedException {
        generate(generator, folder, "ref", "ref.fa", 0);
        generate(generator, folder, "multi", "multi.vcf", 0, "--records", "500000", "--samples", "10");
        return of(folder.resolve("multi.vcf"), folder.resolve("ref.fa"), true);
    }

    /** Runs genvcf.py; a contig length of 0 is its own default. */
    static void generate(Path generator, Path folder, String mode, String file, int contigLength, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", generator.toString(), mode, "--seed", "42"));
        if (contigLength > 0) {
            command.addAll(List.of("--contigs", "2", "--contig-length", String.valueOf(contigLength)));
        }
        command.addAll(List.of(more));
        command.addAll(List.of("-o", folder.resolve(file).toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    /** @param fasta null to leave records where they are */
    static Result of(Path file, Path fasta, boolean split) throws IOException {
        ReferenceSequence reference = fasta == null ? null : References.of(fasta);
        List<String> keys = new ArrayList<>();
        long records = Rows.visit(
                TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT),
                Rows.aligned(reference, split),
                (batch, record, header) -> keys.add(key(batch.site(record))));
        keys.sort(null);
        MessageDigest digest = sha256();
        keys.forEach(key -> digest.update(key.getBytes(StandardCharsets.UTF_8)));
        return new Result(records, HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }

    private static String key(Site site) {
        String alternates = site.alternates() == null ? "." : String.join(",", site.alternates());
        return site.contig() + "\t" + (site.start() + 1) + "\t" + site.reference() + "\t" + alternates + "\n";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
