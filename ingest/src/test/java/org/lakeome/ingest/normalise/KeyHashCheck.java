package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.conformance.ConformanceCheck;
import org.lakeome.ingest.conformance.Verdict;

/** Keys of generated files, up to 500,000 records, as the splitting and normalising reader gives them, by their hashes. */
public final class KeyHashCheck implements ConformanceCheck {
    private final Path work;

    public KeyHashCheck(Path work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        Path generator = data.resolveSibling("gen").resolve("genvcf.py");
        if (!Files.isReadable(generator)) {
            System.out.println(
                    "skipped: " + (KeyHash.SMALL.size() + 1) + " key hashes need the generator " + generator);
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        Path small = Files.createDirectories(work.resolve("keys"));
        KeyHash.generateSmall(generator, small);
        for (KeyHash.Wanted wanted : KeyHash.SMALL) {
            verdicts.add(verdict("generated/" + wanted, KeyHash.of(small, wanted), wanted.result()));
        }
        Path full = Files.createDirectories(work.resolve("keys-full"));
        verdicts.add(verdict(
                "generated/multi.vcf of 500,000 records, split aligned",
                KeyHash.fullSize(generator, full),
                KeyHash.FULL_SIZE));
        return verdicts;
    }

    private static Verdict verdict(String name, KeyHash.Result ours, KeyHash.Result wanted) {
        return ours.equals(wanted)
                ? new Verdict(name, Verdict.Kind.AGREED, ours.toString())
                : Verdict.differing(name, ours + ", wanted " + wanted);
    }
}
