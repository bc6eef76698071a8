package org.apache.iceberg.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** Iceberg's own evaluation of partitions, with our set in the place of its own. */
class CharSequenceSetTest {

    private static final Types.StructType SAMPLES =
            Types.StructType.of(Types.NestedField.optional(1, "sampleid", Types.StringType.get()));

    @Test
    void partitionWithoutValueIsInNoSet() {
        assertThat(matches(null, Expressions.in("sampleid", "a", "b"))).isFalse();
        assertThat(matches(null, Expressions.notIn("sampleid", "a", "b"))).isTrue();
        assertThat(matches("a", Expressions.in("sampleid", "a", "b"))).isTrue();
        assertThat(matches("a", Expressions.notIn("sampleid", "a", "b"))).isFalse();
        assertThat(matches("null", Expressions.in("sampleid", "a", "b"))).isFalse();
    }

    private static boolean matches(String sample, Expression filter) {
        PartitionData partition = new PartitionData(SAMPLES);
        partition.set(0, sample);
        return new Evaluator(SAMPLES, filter).eval(partition);
    }

    @Test
    void textsAreEqualByTheirCharacters() {
        CharSequenceSet set = CharSequenceSet.of(List.of("a", new StringBuilder("b"), "a"));

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.contains(new StringBuilder("a"))).isTrue();
        assertThat(set.contains("c")).isFalse();
        assertThat(set.contains(null)).isFalse();
        assertThat(set.add("b")).isFalse();
        assertThat(set.remove("a")).isTrue();
        assertThat(set).isEqualTo(CharSequenceSet.of(List.of("b")));
        assertThat(CharSequenceSet.empty().isEmpty()).isTrue();
    }
}
