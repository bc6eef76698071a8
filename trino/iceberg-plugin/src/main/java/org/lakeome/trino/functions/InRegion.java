package org.lakeome.trino.functions;

import static io.trino.spi.StandardErrorCode.INVALID_FUNCTION_ARGUMENT;

import io.airlift.slice.Slice;
import io.trino.spi.TrinoException;
import io.trino.spi.function.Description;
import io.trino.spi.function.ScalarFunction;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;

/**
 * {@code in_region(contigname, start, "end", 'chr1:100-200')}. Where its region is a constant and it filters a table, the connector
 * puts plain conditions in its place, so that files are left out by them.
 */
public final class InRegion {

    public static final String NAME = "in_region";

    private record Parsed(Slice text, RegionText region) {}

    /** Most queries ask for one region in all their rows; a race costs another parse. */
    private static volatile Parsed last = new Parsed(null, null);

    private InRegion() {}

    @ScalarFunction(NAME)
    @Description("Whether a record overlaps a region such as chr1, chr1:100 or chr1:100-200")
    @SqlType(StandardTypes.BOOLEAN)
    public static boolean inRegion(
            @SqlType(StandardTypes.VARCHAR) Slice contig,
            @SqlType(StandardTypes.BIGINT) long start,
            @SqlType(StandardTypes.BIGINT) long end,
            @SqlType(StandardTypes.VARCHAR) Slice region) {
        return region(region).overlaps(contig, start, end);
    }

    /** An error of the query if the text is no region. */
    public static RegionText region(Slice text) {
        Parsed known = last;
        if (!text.equals(known.text())) {
            try {
                // The text may lie in a block of rows, which it must not keep.
                known = new Parsed(text.copy(), RegionText.parse(text.toStringUtf8()));
            } catch (IllegalArgumentException e) {
                throw new TrinoException(INVALID_FUNCTION_ARGUMENT, e.getMessage(), e);
            }
            last = known;
        }
        return known.region();
    }
}
