package org.lakeome.ingest.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoEndTest {
    @Test
    void infoEndIsTakenWhereItMayBeTheRows() {
        assertThat(end(Map.of("END", "260"))).isEqualTo(260);
        assertThat(end(Map.of("END", "99"))).isEqualTo(99);
        assertThat(end(Map.of("END", "260", "CHR2", "chr1"))).isEqualTo(260);
        assertThat(end(Map.of("END", "260", "CHR2", "chr2", "POS2", "9"))).isEqualTo(260);
    }

    @Test
    void anEndThatIsNotTheRowsGivesWayToTheReferenceAllele() {
        assertThat(end(Map.of())).isEqualTo(102);
        assertThat(end(Map.of("END", "."))).isEqualTo(102);
        assertThat(end(Map.of("END", "98"))).isEqualTo(102);
        assertThat(end(Map.of("END", "260", "CHR2", "chr2"))).isEqualTo(102);
    }

    @Test
    void theMatesPositionOfABreakendIsNoEnd() {
        Map<String, String> info = Map.of("END", "500");
        assertThat(InfoEnd.of(info, "chr1", 99, "N", List.of("N[chr2:500["))).isEqualTo(100);
        assertThat(InfoEnd.of(info, "chr1", 99, "N", List.of("]HLA-A*01:01:500]N")))
                .isEqualTo(100);
        assertThat(InfoEnd.of(info, "chr1", 99, "N", List.of("N[chr1:500["))).isEqualTo(500);
        assertThat(InfoEnd.of(info, "chr1", 99, "N", List.of("N[chr2:501["))).isEqualTo(500);
        assertThat(InfoEnd.of(info, "chr1", 99, "N", List.of("<DEL>"))).isEqualTo(500);
    }

    private static long end(Map<String, String> info) {
        return InfoEnd.of(info, "chr1", 99, "ACG", List.of("A"));
    }
}
