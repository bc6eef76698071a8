package org.lakeome.trino.functions;

import static io.airlift.slice.Slices.utf8Slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.TrinoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTextTest {

    private static final long END = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        "chr1,                      chr1,             -1, " + END,
        "chr1:100,                  chr1,             99, 100",
        "chr1:100-200,              chr1,             99, 200",
        "chr1:100-100,              chr1,             99, 100",
        "chr1:100-,                 chr1,             99, " + END,
        "chr1:0-5,                  chr1,             -1, 5",
        "'chr1:1,000-2,000,000',    chr1,            999, 2000000",
        "1:7-9,                     1,                 6, 9",
        "<ctg1>:7-9,                <ctg1>,            6, 9",
        "HLA-A*01:01:01:01:100-200, HLA-A*01:01:01:01, 99, 200",
        "HLA-A*24:02:01:02L,        HLA-A*24:02:01:02L, -1, " + END,
        "{HLA-A*02:10},             HLA-A*02:10,      -1, " + END,
        "{HLA-A*02:10}:5,           HLA-A*02:10,       4, 5",
        "{chr1}:5-9,                chr1,              4, 9"
    })
    void textSaysContigAndPositions(String text, String contig, long from, long to) {
        assertThat(RegionText.parse(text).readings())
                .containsExactly(new RegionText.Reading(utf8Slice(contig), from, to));
    }

    @Test
    void nameThatEndsLikeAPositionIsTakenEitherWay() {
        RegionText region = RegionText.parse("HLA-A*01:01:01:01");

        assertThat(region.overlaps(utf8Slice("HLA-A*01:01:01:01"), 500, 501)).isTrue();
        assertThat(region.overlaps(utf8Slice("HLA-A*01:01:01"), 0, 1)).isTrue();
        assertThat(region.overlaps(utf8Slice("HLA-A*01:01:01"), 1, 2)).isFalse();
        assertThat(region.overlaps(utf8Slice("HLA-A*01"), 0, 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":100",
                "chr1:",
                "chr1:x",
                "chr1:-100",
                "chr1:100-x",
                "chr1:100-200-300",
                "chr1:1e6",
                "chr1:1,5",
                "chr1:,",
                "chr1:10 - 20",
                "chr1 ",
                "chr1:9999999999999999999",
                "{chr1",
                "chr1}",
                "{}",
                "{chr1}x",
                "{chr1}:"
            })
    void textThatIsNoRegionIsRefusedWithWordsThatHelp(String text) {
        assertThatThrownBy(() -> InRegion.region(utf8Slice(text)))
                .isInstanceOf(TrinoException.class)
                .hasMessageContaining("'" + text + "' is no region: write chr1, chr1:100, chr1:100-200");
    }

    @Test
    void regionThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> InRegion.region(utf8Slice("chr1:200-100")))
                .isInstanceOf(TrinoException.class)
                .hasMessage("The region 'chr1:200-100' ends before it begins");
    }

    @ParameterizedTest
    @CsvSource({
        "chr1:100-200, chr1, 98,  99,  false",
        "chr1:100-200, chr1, 98,  100, true",
        "chr1:100-200, chr1, 99,  100, true",
        "chr1:100-200, chr1, 199, 200, true",
        "chr1:100-200, chr1, 200, 201, false",
        "chr1:100-200, chr1, 0,   999, true",
        "chr1:100-200, chr2, 150, 151, false",
        "chr1,         chr1, -1,  0,   true",
        "chr1,         chr10, 5,  6,   false"
    })
    void recordsThatOverlapAreInTheRegion(String region, String contig, long start, long end, boolean in) {
        assertThat(InRegion.inRegion(utf8Slice(contig), start, end, utf8Slice(region)))
                .isEqualTo(in);
    }
}
