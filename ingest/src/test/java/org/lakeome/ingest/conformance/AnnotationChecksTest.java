package org.lakeome.ingest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.Corpus;

/** The checks of {@code make conformance} for annotation formats, which take seconds. */
class AnnotationChecksTest {
    @Test
    void featuresEqualThoseOfHtsjdk() throws IOException {
        assertInOrder(new GffCheck(), 30);
    }

    @Test
    void rowsOfBedAndTablesAreThoseOfTheirText() throws IOException {
        assertInOrder(new TabularCheck(), 20);
    }

    private static void assertInOrder(ConformanceCheck check, int atLeast) throws IOException {
        Path data = Corpus.require("1 check of conformance");
        try {
            List<Verdict> verdicts = check.run(data);
            Explanations explanations = Explanations.load();
            assertThat(verdicts).hasSizeGreaterThanOrEqualTo(atLeast);
            assertThat(verdicts.stream()
                            .filter(verdict -> verdict.kind() == Verdict.Kind.DIFFERING)
                            .filter(verdict -> explanations
                                    .of(check.name(), verdict.file())
                                    .isEmpty()))
                    .isEmpty();
            assertThat(explanations.unneeded(check.name(), verdicts)).isEmpty();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
