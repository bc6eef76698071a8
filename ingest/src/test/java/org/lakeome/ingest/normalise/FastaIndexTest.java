package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.source.InputFault;

class FastaIndexTest {
    private static final MemorySource FASTA = MemorySource.of("ref.fa", ">chr1\nACGT\n>chr2\nAC\n");

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        FastaIndex index = index("\uFEFFchr1\t4\t6\t4\t5\nchr2\t2\t17\t2\t3\n");
        assertThat(index.places().keySet()).containsExactly("chr1", "chr2");
    }

    @Test
    void lineThatIsNoneOfAnIndexIsNamed() {
        for (String line : List.of("chr2", "chr2\t2\t17\t2", "chr2\ttwo\t17\t2\t3", "chr2\t2\t17\t0\t3")) {
            assertThatThrownBy(() -> index("chr1\t4\t6\t4\t5\n" + line + "\n"))
                    .as(line)
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("not one of a FASTA index");
        }
    }

    private static FastaIndex index(String text) throws IOException {
        return FastaIndex.of(new ReferenceSequence(FASTA, MemorySource.of("ref.fa.fai", text), List.of()));
    }
}
