import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lakeome.export.SiteMerge;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.HeaderLine;
import org.lakeome.ingest.vcf.HeaderLines;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;
import org.lakeome.vcf.Declarations;
import org.lakeome.vcf.StoredCall;
import org.lakeome.vcf.StoredRow;
import org.lakeome.vcf.StoredSite;
import org.lakeome.vcf.VcfFile;

/**
 * Reads every VCF of a folder into rows, writes them as an export does, reads that again, and compares; bcftools must have nothing to
 * say of the written file that it does not say of the original. The importer's and the server's classes must not meet in one of
 * their builds, so this runs from source (bin/roundtrip) and is part of none.
 */
final class RoundTrip {
    /** Rows of a larger file do not fit into this program's memory twice. */
    private static final long MOST_ROWS = 400_000;

    private enum Verdict {
        SAME,
        REFUSED,
        TOO_LARGE,
        DIFFERS
    }

    private record Read(List<StoredRow> rows, List<String> samples, List<String> header) {}

    private final Path work;
    private final boolean bcftools;
    private final Map<String, Map<Verdict, Integer>> folders = new TreeMap<>();
    private long rows;

    private RoundTrip(Path work, boolean bcftools) {
        this.work = work;
        this.bcftools = bcftools;
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        Path work = Files.createTempDirectory("roundtrip");
        RoundTrip all = new RoundTrip(work, runs("bcftools", "--version"));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(file -> file.toString().matches(".*\\.vcf(\\.gz|\\.bgz)?"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = data.relativize(file).toString();
            Verdict verdict = all.verdict(file, name);
            all.folders
                    .computeIfAbsent(name.split("/")[0], folder -> new TreeMap<>())
                    .merge(verdict, 1, Integer::sum);
        }
        Files.delete(work);
        System.exit(all.report() ? 0 : 1);
    }

    private boolean report() {
        Map<Verdict, Integer> sum = new TreeMap<>();
        folders.forEach((folder, verdicts) -> {
            System.out.printf("%-24s %s%n", folder, text(verdicts));
            verdicts.forEach((verdict, count) -> sum.merge(verdict, count, Integer::sum));
        });
        System.out.printf("%-24s %s; %,d rows%s%n", "round trip", text(sum), rows, bcftools ? "" : "; no bcftools");
        return !sum.containsKey(Verdict.DIFFERS);
    }

    private static String text(Map<Verdict, Integer> verdicts) {
        return Stream.of(Verdict.values())
                .map(verdict -> verdicts.getOrDefault(verdict, 0) + " "
                        + verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private Verdict verdict(Path file, String name) throws Exception {
        Optional<Read> original;
        try {
            original = read(file);
        } catch (InputFault refused) {
            return Verdict.REFUSED;
        }
        if (original.isEmpty()) {
            System.out.println("too large: " + name);
            return Verdict.TOO_LARGE;
        }
        // An import of a file without records fails.
        if (original.get().rows().isEmpty()) {
            return Verdict.REFUSED;
        }
        Path written = work.resolve("written.vcf.gz");
        Path index = work.resolve("written.vcf.gz.tbi");
        try {
            write(original.get(), written, index);
            List<String> before = texts(original.get());
            List<String> after = texts(read(written).orElseThrow());
            rows += before.size();
            return same(name, before, after) && (!bcftools || !complainsMore(name, file, written))
                    ? Verdict.SAME
                    : Verdict.DIFFERS;
        } finally {
            Files.deleteIfExists(written);
            Files.deleteIfExists(index);
        }
    }

    private static Optional<Read> read(Path file) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        List<StoredRow> rows = new ArrayList<>();
        SampleBand band = SampleBand.all(header);
        try (VcfReader reader = new VcfReader(source, header, source.whole(), band, ReadOptions.AS_WRITTEN)) {
            while (reader.next(1000, 1 << 22)) {
                add(reader.batch(), header.samples(), rows);
                if (rows.size() > MOST_ROWS) {
                    return Optional.empty();
                }
            }
        }
        List<String> lines =
                HeaderLines.read(source).lines().stream().map(HeaderLine::text).toList();
        return Optional.of(new Read(rows, header.samples(), lines));
    }

    private static void add(RecordBatch batch, List<String> samples, List<StoredRow> rows) {
        for (int record = 0; record < batch.size(); record++) {
            StoredSite site = site(batch.site(record));
            if (samples.isEmpty()) {
                rows.add(new StoredRow(site, null, null));
            }
            for (int sample = 0; sample < samples.size(); sample++) {
                rows.add(new StoredRow(site, samples.get(sample), call(batch, batch.call(record, sample))));
            }
        }
    }

    private static StoredSite site(Site site) {
        return new StoredSite(
                site.contig(),
                site.start(),
                site.end(),
                site.names(),
                site.reference(),
                site.alternates(),
                site.quality(),
                site.filters(),
                site.attributes());
    }

    private static StoredCall call(RecordBatch batch, int call) {
        Calls calls = batch.calls();
        return new StoredCall(
                calls.phased(call),
                calls.genotype(call),
                calls.likelihoods(call),
                calls.phredLikelihoods(call),
                calls.alleleDepths(call),
                calls.quality(call),
                calls.spl(call),
                calls.depth(call),
                calls.phaseSet(call),
                batch.information(call));
    }

    private void write(Read original, Path target, Path index) throws IOException {
        Map<String, List<StoredRow>> contigs = new LinkedHashMap<>();
        for (StoredRow row : original.rows()) {
            contigs.computeIfAbsent(row.site().contig(), contig -> new ArrayList<>())
                    .add(row);
        }
        Declarations header = Declarations.of(original.header());
        header.settle(header.contested().stream()
                .filter(field ->
                        original.rows().stream().anyMatch(row -> row.call() != null && fills(row.call(), field)))
                .toList());
        try (VcfFile file = new VcfFile(work.resolve("records"), header, original.samples());
                OutputStream out = Files.newOutputStream(target);
                OutputStream indexOut = Files.newOutputStream(index)) {
            for (List<StoredRow> contig : contigs.values()) {
                for (SiteMerge.Merged merged : SiteMerge.of(contig)) {
                    file.add(merged.site(), merged.calls());
                }
            }
            file.writePacked(out, indexOut);
        }
    }

    private static boolean fills(StoredCall call, String field) {
        Object column =
                switch (field) {
                    case "AD" -> call.alleleDepths();
                    case "PL" -> call.phredLikelihoods();
                    case "SPL" -> call.spl();
                    case "GL" -> call.genotypeLikelihoods();
                    case "DP" -> call.depth();
                    case "GQ" -> call.conditionalQuality();
                    case "PS" -> call.phaseSet();
                    default -> null;
                };
        return column != null;
    }

    /** Every cell; maps by key, rows in any order. */
    private static List<String> texts(Read read) {
        return read.rows().stream().map(RoundTrip::text).sorted().toList();
    }

    private static String text(StoredRow row) {
        StoredSite site = row.site();
        String call = row.call() == null
                ? ""
                : row.call().toString().replaceFirst("information=(?s).*", "")
                        + sorted(row.call().information());
        return site.toString().replaceFirst("attributes=(?s).*", "") + sorted(site.attributes()) + row.sample() + call;
    }

    private static String sorted(Map<String, String> map) {
        return map == null ? "null" : new TreeMap<>(map).toString();
    }

    private static boolean same(String name, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return true;
        }
        System.out.println("differs: " + name + ", " + before.size() + " rows and " + after.size());
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                System.out.println("  - " + before.get(i) + "\n  + " + after.get(i));
                break;
            }
        }
        return false;
    }

    private static boolean complainsMore(String name, Path original, Path written) throws Exception {
        List<String> complaints = complaints(written);
        if (complaints.isEmpty() || !complaints(original).isEmpty()) {
            return false;
        }
        System.out.println("bcftools complains: " + name + ": " + complaints.get(0));
        return true;
    }

    private static List<String> complaints(Path file) throws Exception {
        Process process = new ProcessBuilder("bcftools", "view", "-o", "/dev/null", file.toString()).start();
        List<String> lines =
                new String(process.getErrorStream().readAllBytes()).lines().toList();
        process.waitFor();
        return lines;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
