package org.lakeome.trino.functions;

import static io.trino.spi.type.IntegerType.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.slice.Slice;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallFunctionsTest {

    /** Alleles, then what each function says; nothing is null. */
    @ParameterizedTest
    @CsvSource({
        "0 0,     0/0,     0, false, false, false, 0, 0",
        "0 1,     0/1,     1, true,  false, false, 1, 0",
        "1 1,     1/1,     2, false, true,  false, 2, 0",
        "1 2,     1/2,     2, true,  false, false, 1, 0",
        "2 2,     2/2,     2, false, true,  false, 0, 0",
        "-1 -1,   ./.,      ,      ,      , true,  0, 2",
        "0 -1,    0/.,      ,      , false, false, 0, 1",
        "-1 1,    ./1,      ,      ,      , false, 1, 1",
        "0 1 -1,  0/1/.,    , true,  false, false, 1, 1",
        "1 1 -1,  1/1/.,    ,      ,      , false, 2, 1",
        "0,       0,       0, false, false, false, 0, 0",
        "1,       1,       1, false, true,  false, 1, 0",
        "-1,      .,        ,      ,      , true,  0, 1",
        "1 1 1,   1/1/1,   3, false, true,  false, 3, 0",
        "0 0 0 1, 0/0/0/1, 1, true,  false, false, 1, 0",
        "'',       ,        ,      ,      , true,   ,  "
    })
    void genotypesOfAnyPloidyAreCounted(
            String alleles,
            String gt,
            Long dosage,
            Boolean het,
            Boolean homAlt,
            boolean missing,
            Long ones,
            Long unknown) {
        Block calls = calls(alleles);

        assertThat(text(CallFunctions.gt(calls, false))).isEqualTo(gt);
        assertThat(CallFunctions.dosage(calls)).isEqualTo(dosage);
        assertThat(CallFunctions.isHet(calls)).isEqualTo(het);
        assertThat(CallFunctions.isHomAlt(calls)).isEqualTo(homAlt);
        assertThat(CallFunctions.isMissing(calls)).isEqualTo(missing);
        assertThat(CallFunctions.alleleCount(calls, 1)).isEqualTo(ones);
        assertThat(CallFunctions.alleleCount(calls, -1)).isEqualTo(unknown);
    }

    @ParameterizedTest
    @CsvSource({"true, 0|1", "false, 0/1", ", 0/1"})
    void genotypeIsPhasedWhereItIsKnownToBe(Boolean phased, String gt) {
        assertThat(text(CallFunctions.gt(calls("0 1"), phased))).isEqualTo(gt);
    }

    @Test
    void noGenotypeIsMissing() {
        assertThat(CallFunctions.isMissing(null)).isTrue();
    }

    private static String text(Slice slice) {
        return slice == null ? null : slice.toStringUtf8();
    }

    private static Block calls(String alleles) {
        String[] words = alleles.isEmpty() ? new String[0] : alleles.split(" ");
        BlockBuilder block = INTEGER.createBlockBuilder(null, words.length);
        for (String word : words) {
            INTEGER.writeLong(block, Long.parseLong(word));
        }
        return block.build();
    }
}
