package org.lakeome.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
    @Test
    void positionsAreThoseOfVcf() {
        assertThat(region("chr1:100-200")).isEqualTo(new Region("chr1", 99, 200));
        assertThat(region("chr1:1,000,000-2,000,000")).isEqualTo(new Region("chr1", 999_999, 2_000_000));
        assertThat(region("chr1:100")).isEqualTo(new Region("chr1", 99, 100));
        assertThat(region("chr1:100-")).isEqualTo(new Region("chr1", 99, Long.MAX_VALUE));
        assertThat(region("chr1")).isEqualTo(new Region("chr1", -1, Long.MAX_VALUE));
    }

    @Test
    void contigNameThatLooksLikeARegionIsAName() {
        assertThat(Region.parse("HLA-A*01:01", List.of("HLA-A*01:01")).contig()).isEqualTo("HLA-A*01:01");
        assertThat(Region.parse("HLA-A*01:01:5-9", List.of("HLA-A*01:01"))).isEqualTo(new Region("HLA-A*01:01", 4, 9));
    }

    @Test
    void regionThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> region("chr1:9-5")).hasMessageContaining("ends before it begins");
    }

    private static Region region(String text) {
        return Region.parse(text, List.of());
    }
}
