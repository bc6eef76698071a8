package org.lakeome.ingest.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.lakeome.ingest.source.InputFault;

/**
 * Spoils ten files of the corpus in seeded ways and gives them to the reader: each is refused with a message that names the file,
 * or read as its text says. What the text says is asked of {@link PlainVcf}, what a packed file holds of the JDK.
 */
public final class MutationCheck implements ConformanceCheck {
    private static final long SEED = 20261122;
    private static final List<String> FILES = List.of(
            "hts-specs-vcf/examples/vcf/simple.vcf",
            "htsjdk/vcf43/all43Features.vcf",
            "cyvcf2/test-genotypes.vcf",
            "adam/small.vcf",
            "adam/gvcf_dir/gvcf_multiallelic.g.vcf",
            "bcftools-norm/norm.split.vcf",
            "adam/sorted.vcf",
            "ebi-compressed/readable/passed/passed_compressed.vcf.gz",
            "gcp-variant-transforms/valid-4.0.vcf.gz",
            "ebi-compressed/readable/passed/boost_55_can_not_decompress_last_line_of_this_bgzipped.vcf.gz");

    private final int perFile;
    private final Path work;
    private final Map<Mutation, int[]> refusedAndRead = new EnumMap<>(Mutation.class);

    /** @param count mutations in all */
    public MutationCheck(int count, Path work) {
        this.perFile = count / FILES.size();
        this.work = work;
    }

    @Override
    public String name() {
        return "mutations";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < FILES.size(); i++) {
            String file = FILES.get(i);
            Random random = new Random(SEED + i);
            verdicts.add(Verdict.of(file, () -> verdict(data, file, random)));
        }
        int refused = 0;
        int read = 0;
        for (Map.Entry<Mutation, int[]> kind : refusedAndRead.entrySet()) {
            refused += kind.getValue()[0];
            read += kind.getValue()[1];
            System.out.printf(
                    "mutations, %-22s %5d refused, %5d read as their text says%n",
                    kind.getKey(), kind.getValue()[0], kind.getValue()[1]);
        }
        System.out.printf(
                "mutations, seed %d: %d of %d files, %d refused, %d read as their text says%n",
                SEED, perFile * FILES.size(), FILES.size(), refused, read);
        return verdicts;
    }

    private Verdict verdict(Path data, String file, Random random) throws IOException {
        byte[] packed = Files.readAllBytes(data.resolve(file));
        boolean isPacked = file.endsWith(".gz");
        byte[] text = isPacked ? unpacked(packed) : packed;
        for (int i = 0; i < perFile; i++) {
            Mutation mutation = Mutation.values()[i % Mutation.values().length];
            boolean ofPacked = isPacked && mutation.isOfBytes() && random.nextBoolean();
            byte[] spoiled = ofPacked ? mutation.of(packed, random) : repacked(isPacked, mutation.of(text, random));
            Path spoiledFile = Files.write(work.resolve("spoiled.vcf"), spoiled);
            String difference = difference(mutation, spoiledFile, spoiled, 1 << (6 + random.nextInt(12)));
            if (!difference.isEmpty()) {
                return Verdict.differing(file, "mutation " + i + " (" + mutation + "): " + difference);
            }
        }
        return Verdict.agreed(file);
    }

    private String difference(Mutation mutation, Path file, byte[] spoiled, long splitBytes) throws IOException {
        int[] counts = refusedAndRead.computeIfAbsent(mutation, kind -> new int[2]);
        ReaderRows ours;
        try {
            ours = ReaderRows.of(file, splitBytes);
        } catch (InputFault fault) {
            counts[0]++;
            return fault.getMessage().contains("[file " + file) ? "" : "refused without the file: " + fault;
        } catch (RuntimeException crash) {
            return "crash: " + crash;
        }
        counts[1]++;
        List<String> expected;
        try {
            boolean isPacked = spoiled.length > 2 && (spoiled[0] & 0xff) == 0x1f && (spoiled[1] & 0xff) == 0x8b;
            byte[] text = isPacked ? unpacked(spoiled) : spoiled;
            expected = PlainVcf.rows(ours.header(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            return "read, but " + e;
        }
        if (ours.rows().equals(expected)) {
            return "";
        }
        for (int i = 0; i < Math.min(expected.size(), ours.rows().size()); i++) {
            if (!expected.get(i).equals(ours.rows().get(i))) {
                return "row " + i + "\n      ours " + ours.rows().get(i) + "\n      text " + expected.get(i);
            }
        }
        return ours.rows().size() + " rows, the text has " + expected.size();
    }

    private static byte[] repacked(boolean isPacked, byte[] text) throws IOException {
        if (!isPacked) {
            return text;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
