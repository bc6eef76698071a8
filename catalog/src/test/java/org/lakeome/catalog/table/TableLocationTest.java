package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("L1")
class TableLocationTest {
    private static final TableLocation TABLE = new TableLocation("file:/lake/warehouse/111122223333/0123-abcd");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/lake/warehouse/111122223333/0123-abcd/data/a.parquet",
                "file:/lake/warehouse/111122223333/0123-abcd/metadata/snap-1.avro",
                "file:/lake/warehouse/111122223333/0123-abcd/job/1/sampleid=NA 12878+x/a.parquet",
                "file:/lake/warehouse/111122223333/0123-abcd/é"
            })
    void filesBelowAreContained(String file) {
        assertThat(TABLE.contains(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:",
                "file:/",
                "/lake/warehouse/111122223333/0123-abcd/a",
                "lake/warehouse/111122223333/0123-abcd/a",
                "file:/lake/warehouse/111122223333/0123-abcd",
                "file:/lake/warehouse/111122223333/0123-abcd/",
                "file:/lake/warehouse/111122223333/0123-abcde/a",
                "file:/lake/warehouse/111122223333/0123-abcd2",
                "file:/lake/warehouse/111122223333",
                "file:/lake/warehouse/111122223333/0123-abcd/../0123-abce/a",
                "file:/lake/warehouse/111122223333/0123-abcd/./a",
                "file:/lake/warehouse/111122223333/0123-abcd//a",
                "file:/lake/warehouse/111122223333/0123-abcd/a/",
                "file:/lake/warehouse/111122223333/0123-abcd/a/..",
                "file:/lake/warehouse/111122223333/0123-abcd/%2e%2e/a",
                "file:/lake/warehouse/111122223333/0123-abcd/%2E./a",
                "file:/lake/warehouse/111122223333/0123-abcd/a%2Fb",
                "file:/lake/warehouse/111122223333/0123-abcd/a%2fb",
                "file:/lake/warehouse/111122223333/0123-abcd/a%5cb",
                "file:/lake/warehouse/111122223333/0123-abcd/a%00",
                "file:/lake/warehouse/111122223333/0123-abcd/%252e%252e/a",
                "file:/lake/warehouse/111122223333/0123-abcd/a\\..\\b",
                "file:/lake/warehouse/111122223333/0123-abcd/a?x",
                "file:/lake/warehouse/111122223333/0123-abcd/a#x",
                "file:/lake/warehouse/111122223333/0123-abcd/a*",
                "file:/lake/warehouse/111122223333/0123-abcd/${user}",
                "file:/lake/warehouse/111122223333/0123-abcd/a\u0000",
                "file:/lake/warehouse/111122223333/0123-abcd/a\n",
                "file:///lake/warehouse/111122223333/0123-abcd/a",
                "file://lake/warehouse/111122223333/0123-abcd/a",
                "file:////lake/warehouse/111122223333/0123-abcd/a",
                "FILE:/lake/warehouse/111122223333/0123-abcd/a",
                "File:/lake/warehouse/111122223333/0123-abcd/a",
                "file:/Lake/warehouse/111122223333/0123-abcd/a",
                "file:/lake/warehouse/111122223333/0123-ABCD/a",
                "file:lake/warehouse/111122223333/0123-abcd/a",
                "hdfs:/lake/warehouse/111122223333/0123-abcd/a",
                "s3a://lake/warehouse/111122223333/0123-abcd/a",
                "http://user@lake/warehouse/111122223333/0123-abcd/a",
                " file:/lake/warehouse/111122223333/0123-abcd/a",
                "file:/lake/../lake/warehouse/111122223333/0123-abcd/a"
            })
    void everyOtherSpellingIsOutside(String file) {
        assertThat(TABLE.contains(file)).isFalse();
    }

    @Test
    void containmentIsThatOfTheBytesUpToASlash() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] words = {"a", "b", "ab", ".", "..", "", "a.b", "%2e", "a b"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder file = new StringBuilder("file:/a/b");
            for (int segments = random.nextInt(4); segments > 0; segments--) {
                file.append(random.nextInt(8) == 0 ? "" : "/").append(words[random.nextInt(words.length)]);
            }
            boolean plain = file.substring("file:/".length()).matches("(?!.*%)(?!(.*/)?\\.\\.?(/|$))[^/]+(/[^/]+)*");
            assertThat(new TableLocation("file:/a/b").contains(file.toString()))
                    .as("seed %d: %s", seed, file)
                    .isEqualTo(plain && file.toString().startsWith("file:/a/b/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/lake", "file:/", "file:/lake/", "file:/lake/../x", "relative", "file:/la%2fke"})
    void crookedLocationsAreNoLocations(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TableLocation(uri));
    }

    @Test
    void childIsOneSegment() {
        assertThat(TABLE.child("x").uri()).isEqualTo(TABLE.uri() + "/x");
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.child("x/y"));
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.child(".."));
    }
}
