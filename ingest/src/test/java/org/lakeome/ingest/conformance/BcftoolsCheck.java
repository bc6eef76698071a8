package org.lakeome.ingest.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lakeome.ingest.conformance.ImportedVcfs.Imported;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.VcfHeader;

/**
 * Every cell of the imported rows against {@code bcftools query}: CHROM to INFO, and every declared FORMAT field of every sample.
 * Rows are compared by one running hash per sample, so that a file's size does not matter; a sample whose hashes differ is
 * read a second time to find its first row that does.
 */
public final class BcftoolsCheck implements ConformanceCheck {
    /** From this sample on, the site's columns are not compared again: they are one encoded piece, copied into every file. */
    private static final int SITE_SAMPLES = 20;

    private final ImportedVcfs imported;

    public BcftoolsCheck(ImportedVcfs imported) {
        this.imported = imported;
    }

    @Override
    public String name() {
        return "bcftools";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bcftools")));
        if (!found) {
            System.out.println("skipped: the comparison with bcftools needs it on the PATH");
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Imported one : imported.all(data)) {
            if (one.outcome().completed()) {
                try {
                    verdict(one, verdicts);
                } catch (IOException | RuntimeException e) {
                    verdicts.add(Verdict.differing(one.file(), "The check itself failed: " + e));
                }
            }
        }
        return verdicts;
    }

    private void verdict(Imported one, List<Verdict> verdicts) throws IOException, InterruptedException {
        VcfHeader header = HeaderParser.parse(TextSource.open(LocalFile.of(one.path()), IngestLimits.DEFAULT));
        Cells cells = new Cells(header);
        int samples = Math.max(1, header.samples().size());
        RowHashes theirs = new RowHashes(samples);
        boolean wide = samples > SITE_SAMPLES;
        if (!theirs(one.path(), header, cells, (row, sample) -> theirs.add(sample, row), wide)) {
            return;
        }
        RowHashes ours = new RowHashes(samples);
        for (int sample = 0; sample < samples; sample++) {
            int place = sample;
            imported.rows(
                    one,
                    sample,
                    cells.columns(hasSite(wide, sample)),
                    row -> ours.add(place, cells.ours(row, hasSite(wide, place))));
        }
        int different = ours.firstDifference(theirs);
        verdicts.add(
                different < 0
                        ? Verdict.agreed(one.file())
                        : Verdict.differing(one.file(), difference(one, header, cells, different, wide)));
    }

    private static boolean hasSite(boolean wide, int sample) {
        return !wide || sample < SITE_SAMPLES;
    }

    private String difference(Imported one, VcfHeader header, Cells cells, int sample, boolean wide)
            throws IOException, InterruptedException {
        List<String> theirs = new ArrayList<>();
        theirs(
                one.path(),
                header,
                cells,
                (row, place) -> {
                    if (place == sample) {
                        theirs.add(row);
                    }
                },
                wide);
        List<String> ours = new ArrayList<>();
        imported.rows(
                one,
                sample,
                cells.columns(hasSite(wide, sample)),
                row -> ours.add(cells.ours(row, hasSite(wide, sample))));
        if (ours.size() != theirs.size()) {
            return "sample " + sample + " has " + ours.size() + " rows, bcftools " + theirs.size();
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                return "sample " + sample + ", record " + (i + 1) + "\n      ours   " + ours.get(i) + "\n      theirs "
                        + theirs.get(i);
            }
        }
        throw new IllegalStateException("Equal rows with different hashes: " + one.file());
    }

    /** False when bcftools does not read the file, or not to its end. */
    private static boolean theirs(Path file, VcfHeader header, Cells cells, ObjIntConsumer<String> rows, boolean wide)
            throws IOException, InterruptedException {
        List<String> tags = header.isSitesOnly()
                ? List.of()
                : header.formats().stream().map(FieldDeclaration::id).toList();
        String site = "%CHROM\\t%POS\\t%ID\\t%REF\\t%ALT\\t%QUAL\\t%FILTER\\t%INFO";
        String call = tags.stream().map(tag -> "\\t%" + tag).collect(Collectors.joining());
        String format = site + (header.isSitesOnly() ? "" : "[" + call + "]") + "\\n";
        Process process = new ProcessBuilder("bcftools", "query", "-f", format, file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // bcftools 1.16 makes a record of an empty line.
                if (!line.startsWith("\t")) {
                    rows(line.split("\t", -1), header, tags.size(), cells, rows, wide);
                }
            }
        }
        return process.waitFor() == 0;
    }

    private static void rows(
            String[] columns, VcfHeader header, int tags, Cells cells, ObjIntConsumer<String> rows, boolean wide) {
        String site = cells.theirSite(columns);
        if (header.isSitesOnly()) {
            rows.accept(site, 0);
            return;
        }
        for (int sample = 0; sample < header.samples().size(); sample++) {
            String call = cells.theirCall(columns, 8 + sample * tags);
            rows.accept(hasSite(wide, sample) ? site + call : call, sample);
        }
    }
}
