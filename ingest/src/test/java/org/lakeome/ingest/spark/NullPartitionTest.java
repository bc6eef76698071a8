package org.lakeome.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.PartitionData;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** The Iceberg that Spark brings can be asked for samples beside files without one; that of 1.11 threw. */
class NullPartitionTest {

    private static final Types.StructType SAMPLES =
            Types.StructType.of(Types.NestedField.optional(1, "sampleid", Types.StringType.get()));

    @Test
    void partitionWithoutValueIsInNoSet() {
        assertThat(matches(null, Expressions.in("sampleid", "a", "b"))).isFalse();
        assertThat(matches(null, Expressions.notIn("sampleid", "a", "b"))).isTrue();
        assertThat(matches("a", Expressions.in("sampleid", "a", "b"))).isTrue();
    }

    private static boolean matches(String sample, Expression filter) {
        PartitionData partition = new PartitionData(SAMPLES);
        partition.set(0, sample);
        return new Evaluator(SAMPLES, filter).eval(partition);
    }
}
