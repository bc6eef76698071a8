package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.normalise.RandomVariants.Variant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Alleles against a reference that is held in memory. */
@State(Scope.Benchmark)
public class NormaliserLoops {
    private static final int RECORDS = 1_000;
    private static final long SEED = 42;

    /** REF and ALT side by side, with a tab between. */
    private record Line(Variant variant, byte[] text) {
        static Line of(Variant variant) {
            String text = variant.reference() + "\t" + variant.alternates().get(0);
            return new Line(variant, text.getBytes(StandardCharsets.UTF_8));
        }

        boolean normalise(Normaliser normaliser, ReferenceContig contig) throws IOException {
            int tab = variant.reference().length();
            return normaliser.normalise(contig, variant.start(), text, 0, tab, tab + 1, text.length);
        }
    }

    private final List<Line> substitutions = new ArrayList<>();
    private final List<Line> repeats = new ArrayList<>();
    private Normaliser normaliser;
    private ReferenceContig contig;

    @Setup
    public void prepare() throws IOException {
        RandomVariants random = new RandomVariants(SEED);
        // Without N, of which a record can hold no other base.
        String bases = random.contig(100_000).replace('N', 'A');
        normaliser = new Normaliser(References.of(Map.of("chr1", bases)), List.of());
        contig = normaliser.contig("chr1");
        while (repeats.size() < RECORDS) {
            int start = random.below(bases.length());
            String base = bases.substring(start, start + 1);
            substitutions.add(Line.of(new Variant(start, base, List.of(base.equals("A") ? "C" : "A"))));
            Variant variant = random.variant(bases, 1);
            if (variant.alternates().isEmpty()
                    || variant.alternates().get(0).length()
                            == variant.reference().length()) {
                substitutions.remove(substitutions.size() - 1);
            } else {
                repeats.add(Line.of(variant));
            }
        }
        check(bases);
    }

    /** Substitutions stay, and what is moved says the same of the sequence. */
    private void check(String bases) throws IOException {
        for (Line line : substitutions) {
            require(!line.normalise(normaliser, contig), line);
        }
        int moved = 0;
        for (Line line : repeats) {
            if (line.normalise(normaliser, contig)) {
                String text = new String(normaliser.text(), 0, normaliser.length(), StandardCharsets.UTF_8);
                int length = normaliser.referenceLength();
                Variant found = new Variant(
                        (int) normaliser.start(), text.substring(0, length), List.of(text.substring(length)));
                require(found.haplotype(bases, 0).equals(line.variant().haplotype(bases, 0)), line);
                moved++;
            }
        }
        require(moved > RECORDS / 2, moved);
    }

    private static void require(boolean holds, Object of) {
        if (!holds) {
            throw new IllegalStateException("not so: " + of);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long substitutions() throws IOException {
        return run(substitutions);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long repeats() throws IOException {
        return run(repeats);
    }

    private long run(List<Line> lines) throws IOException {
        long sum = 0;
        for (Line line : lines) {
            sum += line.normalise(normaliser, contig) ? normaliser.start() + normaliser.length() : 1;
        }
        return sum;
    }
}
