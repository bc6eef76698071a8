package org.lakeome.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;

class ByteSpanTest {
    /** The size of hg38 in the guide's example, which says 31 parts. */
    private static final long HG38 = 3_249_912_778L;

    @Test
    void partsAddUpToTheFile() {
        assertThat(ByteSpan.parts(HG38)).isEqualTo(31);
        long read = 0;
        for (int part = 1; part <= 31; part++) {
            ByteSpan span = ByteSpan.of(HG38, part, Optional.empty());
            assertThat(span.first()).isEqualTo(read);
            read += span.length();
        }
        assertThat(read).isEqualTo(HG38);
        assertThatThrownBy(() -> ByteSpan.of(HG38, 32, Optional.empty()))
                .isInstanceOf(ApiError.RangeNotSatisfiable.class);
    }

    @Test
    void fileOfWholePartsHasNoEmptyPart() {
        assertThat(ByteSpan.parts(2 * ByteSpan.PART_BYTES)).isEqualTo(2);
        assertThat(ByteSpan.parts(2 * ByteSpan.PART_BYTES + 1)).isEqualTo(3);
    }

    @Test
    void rangeCountsFromTheStartOfThePart() {
        long start = ByteSpan.PART_BYTES;
        assertThat(ByteSpan.of(HG38, 2, Optional.of("bytes=0-9"))).isEqualTo(new ByteSpan(start, start + 9));
        assertThat(ByteSpan.of(HG38, 2, Optional.of("bytes=5-"))).isEqualTo(new ByteSpan(start + 5, 2 * start - 1));
        assertThat(ByteSpan.of(HG38, 2, Optional.of("bytes=-1"))).isEqualTo(new ByteSpan(2 * start - 1, 2 * start - 1));
        assertThat(ByteSpan.of(10, 1, Optional.of("bytes=8-100"))).isEqualTo(new ByteSpan(8, 9));
        assertThat(ByteSpan.of(10, 1, Optional.of("bytes=-100"))).isEqualTo(new ByteSpan(0, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=5-4"})
    void rangeWithoutBytesIsNotSatisfiable(String range) {
        assertThatThrownBy(() -> ByteSpan.of(10, 1, Optional.of(range)))
                .isInstanceOf(ApiError.RangeNotSatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-", "bytes=a-b", "0-9", "bytes=0-1,3-4", "lines=0-1"})
    void unreadableRangeIsInvalid(String range) {
        assertThatThrownBy(() -> ByteSpan.of(10, 1, Optional.of(range))).isInstanceOf(ApiError.Invalid.class);
    }
}
