package org.lakeome.ingest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.Corpus;

/** A part of the ten thousand that {@code make conformance} tries. */
class MutationTest {
    @Test
    void spoiledFilesAreRefusedOrReadAsTheirTextSays(@TempDir Path work) throws IOException, InterruptedException {
        Path data = Corpus.require("2,000 spoiled files");
        assertThat(new MutationCheck(2_000, work).run(data)).hasSize(10).allSatisfy(verdict -> assertThat(
                        verdict.kind())
                .as(verdict.file() + " " + verdict.reason())
                .isEqualTo(Verdict.Kind.AGREED));
    }
}
