package org.lakeome.trino.functions;

import io.airlift.slice.Slice;
import io.trino.spi.block.Block;
import io.trino.spi.block.SqlMap;
import io.trino.spi.function.OperatorType;
import io.trino.spi.function.ScalarOperator;
import io.trino.spi.function.SqlNullable;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;
import io.trino.spi.type.VarcharType;

/**
 * {@code map['key']} of maps from text to text, null where the key is missing, as Athena has it and as the queries that AWS
 * publishes need it. Trino binds it before its own subscript of any map, which fails then, because it names its types.
 */
public final class TextMapSubscript {

    private TextMapSubscript() {}

    @ScalarOperator(OperatorType.SUBSCRIPT)
    @SqlNullable
    @SqlType(StandardTypes.VARCHAR)
    public static Slice subscript(@SqlType("map(varchar,varchar)") SqlMap map, @SqlType("varchar") Slice key) {
        int index = map.seekKeyExact(key);
        if (index < 0) {
            return null;
        }
        Block values = map.getRawValueBlock();
        int place = map.getRawOffset() + index;
        return values.isNull(place) ? null : VarcharType.VARCHAR.getSlice(values, place);
    }
}
