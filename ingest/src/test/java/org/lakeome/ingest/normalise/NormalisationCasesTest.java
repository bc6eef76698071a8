package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lakeome.ingest.Corpus;

/** bcftools' own cases that fall within what we offer, cell by cell. */
class NormalisationCasesTest {
    static Stream<NormalisationCase> offered() throws IOException {
        return NormalisationCase.load().stream().filter(NormalisationCase::isOffered);
    }

    @ParameterizedTest
    @MethodSource("offered")
    void rowsAreThoseOfBcftools(NormalisationCase norm) throws IOException {
        NormalisationCase.Outcome outcome = norm.run(Corpus.require("1 case of bcftools norm"));
        if (norm.kind().equals("refused")) {
            assertThat(outcome.ours()).isEmpty();
            assertThat(outcome.faults()).singleElement().asString().contains("3 values", "wants 2");
        } else {
            assertThat(outcome.ours()).isEqualTo(outcome.theirs()).isNotEmpty();
        }
    }

    @Test
    void everyCaseIsListedAndEveryOneNotOfferedHasAReason() throws IOException {
        List<String> inCorpus = Files.readAllLines(
                        Corpus.require("1 list of cases").resolve("README.md"))
                .stream()
                .filter(line -> line.startsWith("| `bcftools norm "))
                .map(line -> line.split("`")[1].replace("\\|", "|"))
                .distinct()
                .toList();
        assertThat(NormalisationCase.load())
                .allMatch(norm -> norm.isOffered() || !norm.remark().isEmpty())
                .extracting(NormalisationCase::command)
                .containsExactlyElementsOf(inCorpus);
    }
}
