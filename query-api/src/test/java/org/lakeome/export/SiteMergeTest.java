package org.lakeome.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lakeome.vcf.StoredCall;
import org.lakeome.vcf.StoredRow;
import org.lakeome.vcf.StoredSite;

class SiteMergeTest {
    @Test
    void samplesThatAgreeInTheSiteShareARecord() {
        assertThat(SiteMerge.of(List.of(row(5, "C", "b", 1), row(5, "C", "a", 0), row(5, "T", "a", 2))))
                .satisfiesExactly(
                        record -> assertThat(record.calls()).containsOnlyKeys("a", "b"),
                        record -> assertThat(record.calls()).containsOnlyKeys("a"));
    }

    @Test
    void sampleThatHasASiteTwiceHasItTwice() {
        List<SiteMerge.Merged> merged =
                SiteMerge.of(List.of(row(5, "C", "a", 1), row(5, "C", "a", 2), row(5, "C", "b", 3)));
        assertThat(merged).hasSize(2);
        assertThat(merged.get(0).calls()).containsOnlyKeys("a", "b");
        assertThat(merged.get(1).calls()).containsOnlyKeys("a");
    }

    @Test
    void recordsAlikeInTheirSiteAreCountedWhereSamplesMeet() {
        List<StoredRow> alone = List.of(row(5, "C", "a", 1), row(5, "C", "a", 2), row(5, "T", "b", 3));
        assertThat(SiteMerge.unpaired(SiteMerge.of(alone))).isZero();
        List<StoredRow> together = new ArrayList<>(alone);
        together.add(row(5, "C", "b", 4));
        together.add(row(9, "C", "a", 4));
        together.add(row(9, "C", "b", 4));
        assertThat(SiteMerge.unpaired(SiteMerge.of(together))).isEqualTo(2);
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        List<StoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(row(i % 7, i % 2 == 0 ? "C" : "T", i % 3 == 0 ? "a" : "b", i));
        }
        List<SiteMerge.Merged> expected = SiteMerge.of(rows);
        long seed = System.nanoTime();
        System.out.println("merge seed " + seed);
        Collections.shuffle(rows, new Random(seed));
        assertThat(SiteMerge.of(rows)).isEqualTo(expected);
        assertThat(expected)
                .isSortedAccordingTo(
                        (a, b) -> Long.compare(a.site().start(), b.site().start()));
    }

    @Test
    void rowsWithoutSampleStayApart() {
        StoredRow row = new StoredRow(row(5, "C", "a", 0).site(), null, null);
        assertThat(SiteMerge.of(List.of(row, row))).hasSize(2);
    }

    @Test
    void neighbouringWindowsAreJoinedWhileTheyStaySmall() {
        assertThat(Window.joined(
                        List.of(
                                new Window("1", -1, 10, 5),
                                new Window("1", 10, 20, 5),
                                new Window("1", 30, 40, 1),
                                new Window("2", -1, 10, 1)),
                        10))
                .containsExactly(new Window("1", -1, 20, 10), new Window("1", 30, 40, 1), new Window("2", -1, 10, 1));
    }

    private static StoredRow row(long start, String alternate, String sample, int depth) {
        return new StoredRow(
                new StoredSite("chr1", start, start + 1, null, "A", List.of(alternate), null, null, Map.of()),
                sample,
                new StoredCall(false, List.of(0, 1), null, null, null, null, null, depth, null, null));
    }
}
