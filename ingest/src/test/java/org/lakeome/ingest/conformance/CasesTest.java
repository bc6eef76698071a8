package org.lakeome.ingest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small inputs after public bug reports, imported as {@code make conformance} imports them. */
class CasesTest {
    @TempDir
    Path work;

    @Test
    void everyCaseIsImportedOrRefusedAsItsTableSays() throws IOException, InterruptedException {
        List<Verdict> verdicts = new CasesCheck(work).runOver(Path.of("src/test/resources/cases"));
        Explanations explanations = Explanations.load();
        assertThat(verdicts).hasSizeGreaterThan(160);
        assertThat(verdicts.stream()
                        .filter(verdict -> verdict.kind() == Verdict.Kind.DIFFERING)
                        .filter(verdict ->
                                explanations.of("cases", verdict.file()).isEmpty()))
                .isEmpty();
    }

    @Test
    void toolThatStumblesIsADifferenceOfItsFileAlone() throws InterruptedException {
        assertThat(Verdict.of("a/b", () -> {
                    throw new IOException("no such tool");
                }))
                .isEqualTo(Verdict.differing("a/b", "The check itself failed: java.io.IOException: no such tool"));
    }
}
