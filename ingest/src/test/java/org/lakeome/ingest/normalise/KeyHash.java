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
    private static final Result FULL_SIZE = new Result(524_094, "0d44ef83e700a60c");

    record Result(long records, String hash) {}

    private KeyHash() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path generator = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        generate(generator, folder, "ref", "ref.fa", 0);
        generate(generator, folder, "multi", "multi.vcf", 0, "--records", "500000", "--samples", "10");
        Result result = of(folder.resolve("multi.vcf"), folder.resolve("ref.fa"), true);
        System.out.println("500,000 records, split and left-aligned: " + result + ", wanted " + FULL_SIZE);
        if (!result.equals(FULL_SIZE)) {
            System.exit(1);
        }
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
