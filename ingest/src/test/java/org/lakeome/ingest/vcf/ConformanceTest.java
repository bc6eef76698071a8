package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;

/** The conformance files of hts-specs and of EBI's vcf-validator: the verdict is in the path. */
class ConformanceTest {
    /**
     * Files that pass and break a rule all the same: records of contig 1 that do not follow each other, for one of <1> stands between
     * them; a genotype of an allele that is not there, and a GL of -0r.58.
     */
    private static final Set<String> BREAKS_A_RULE =
            Set.of("complexfile_passed_000.vcf", "passed_body_alt.vcf", "passed_compressed.vcf.gz");

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void everyFileThatPassesIsRead() throws IOException {
        List<String> refused = new ArrayList<>();
        int read = 0;
        for (Path file : conformance("/passed/")) {
            try {
                VcfRows.visit(file, 1 << 20, VcfRows::cells);
                read++;
            } catch (InputFault fault) {
                refused.add(fault.getMessage());
            }
        }
        System.out.println("conformance: " + read + " passing files read");
        assertThat(refused).isEmpty();
        assertThat(read).isGreaterThan(70);
    }

    @Test
    void everyFileThatFailsIsReadOrRefusedWithFileAndReason() throws IOException {
        int read = 0;
        int refused = 0;
        for (Path file : conformance("/failed/")) {
            String fault = Assertions.assertTimeout(LONGEST, () -> fault(file));
            if (fault.isEmpty()) {
                read++;
            } else {
                refused++;
                assertThat(fault).contains(file.getFileName().toString());
            }
        }
        System.out.println("conformance: of the failing files " + refused + " refused, " + read + " read");
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void everyFileThatFailsAndIsReadIsRemarkedOnAndNoFileThatPassesIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : conformance("/failed/")) {
            // Where only the last newline is missing, a gzip trailer proves that the text is whole.
            boolean isPlain = file.toString().endsWith(".vcf");
            if (isPlain && fault(file).isEmpty() && words(file).isEmpty()) {
                silent.add(file.toString());
            }
        }
        List<String> slandered = new ArrayList<>();
        for (Path file : conformance("/passed/")) {
            if (!BREAKS_A_RULE.contains(file.getFileName().toString())
                    && !words(file).isEmpty()) {
                slandered.add(file + ": " + words(file));
            }
        }
        assertThat(silent).isEmpty();
        assertThat(slandered).isEmpty();
    }

    /** What the import would say of breaches of rules. */
    private static String words(Path file) throws IOException {
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        StringBuilder words = new StringBuilder(HeaderRemarks.read(source).note());
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(100, 1 << 20)) {
                continue;
            }
            reader.remarks().forEach((kind, remarks) -> words.append(kind.note(remarks)));
            reader.undeclaredInfos().keySet().forEach(key -> words.append(key).append(" is not declared"));
        }
        return words.append(source.endsWithNewline() ? "" : "no newline").toString();
    }

    private static String fault(Path file) throws IOException {
        try {
            VcfRows.visit(file, 1 << 20, VcfRows::cells);
            return "";
        } catch (InputFault fault) {
            return fault.getMessage();
        }
    }

    private static List<Path> conformance(String verdict) {
        Path data = Corpus.require("2 conformance tests");
        return Corpus.vcfs(data).stream()
                .filter(file -> file.toString().contains(verdict))
                .toList();
    }
}
