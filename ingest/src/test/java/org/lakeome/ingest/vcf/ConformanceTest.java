package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.InputFault;

/** The conformance files of hts-specs and of EBI's vcf-validator: the verdict is in the path. */
class ConformanceTest {
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
