package org.lakeome.trino.functions;

import static io.airlift.slice.Slices.utf8Slice;
import static io.trino.spi.type.IntegerType.INTEGER;

import io.airlift.slice.Slice;
import io.trino.spi.block.Block;
import io.trino.spi.function.Description;
import io.trino.spi.function.ScalarFunction;
import io.trino.spi.function.SqlNullable;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;

/**
 * What is asked of the column {@code calls}, of any ploidy: allele numbers as in VCF, -1 for a missing one. What a missing allele
 * leaves open is null. A list without alleles is like no list.
 */
public final class CallFunctions {

    private static final int MISSING = -1;

    private CallFunctions() {}

    @ScalarFunction("gt")
    @Description("The genotype as VCF writes it, such as 0/1, 1|0, . or ./1/1")
    @SqlNullable
    @SqlType(StandardTypes.VARCHAR)
    public static Slice gt(
            @SqlType("array(integer)") Block calls, @SqlNullable @SqlType(StandardTypes.BOOLEAN) Boolean phased) {
        if (calls.getPositionCount() == 0) {
            return null;
        }
        char separator = Boolean.TRUE.equals(phased) ? '|' : '/';
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < calls.getPositionCount(); i++) {
            if (i > 0) {
                text.append(separator);
            }
            int allele = allele(calls, i);
            if (allele == MISSING) {
                text.append('.');
            } else {
                text.append(allele);
            }
        }
        return utf8Slice(text.toString());
    }

    @ScalarFunction("dosage")
    @Description("How many alleles are alternate ones; null if one is missing")
    @SqlNullable
    @SqlType(StandardTypes.INTEGER)
    public static Long dosage(@SqlType("array(integer)") Block calls) {
        long alternate = 0;
        for (int i = 0; i < calls.getPositionCount(); i++) {
            int allele = allele(calls, i);
            if (allele == MISSING) {
                return null;
            }
            alternate += allele > 0 ? 1 : 0;
        }
        return calls.getPositionCount() == 0 ? null : alternate;
    }

    @ScalarFunction("allele_count")
    @Description("How often the genotype has the allele: 0 the reference, 1 the first alternate one, -1 a missing one")
    @SqlNullable
    @SqlType(StandardTypes.INTEGER)
    public static Long alleleCount(
            @SqlType("array(integer)") Block calls, @SqlType(StandardTypes.INTEGER) long allele) {
        long count = 0;
        for (int i = 0; i < calls.getPositionCount(); i++) {
            count += allele(calls, i) == Math.max(allele, MISSING) ? 1 : 0;
        }
        return calls.getPositionCount() == 0 ? null : count;
    }

    @ScalarFunction("is_het")
    @Description("Whether two alleles differ; null if only a missing one could")
    @SqlNullable
    @SqlType(StandardTypes.BOOLEAN)
    public static Boolean isHet(@SqlType("array(integer)") Block calls) {
        Alleles alleles = Alleles.of(calls);
        if (alleles.differ()) {
            return true;
        }
        return alleles.known() ? false : null;
    }

    @ScalarFunction("is_hom_alt")
    @Description("Whether all alleles are one alternate allele; null if a missing one leaves it open")
    @SqlNullable
    @SqlType(StandardTypes.BOOLEAN)
    public static Boolean isHomAlt(@SqlType("array(integer)") Block calls) {
        Alleles alleles = Alleles.of(calls);
        if (alleles.differ() || alleles.first() == 0) {
            return false;
        }
        return alleles.known() ? true : null;
    }

    @ScalarFunction("is_missing")
    @Description("Whether no allele is called: ./., . or no genotype at all; never null")
    @SqlType(StandardTypes.BOOLEAN)
    public static boolean isMissing(@SqlNullable @SqlType("array(integer)") Block calls) {
        return calls == null || Alleles.of(calls).first() == MISSING;
    }

    /**
     * @param first that is not missing
     * @param differ whether another one is known to
     * @param known whether there are any, and none is missing
     */
    private record Alleles(int first, boolean differ, boolean known) {

        static Alleles of(Block calls) {
            int first = MISSING;
            boolean differ = false;
            boolean known = calls.getPositionCount() > 0;
            for (int i = 0; i < calls.getPositionCount(); i++) {
                int allele = allele(calls, i);
                if (allele == MISSING) {
                    known = false;
                } else if (first == MISSING) {
                    first = allele;
                } else {
                    differ |= allele != first;
                }
            }
            return new Alleles(first, differ, known);
        }
    }

    private static int allele(Block calls, int place) {
        return calls.isNull(place) ? MISSING : Math.max(MISSING, INTEGER.getInt(calls, place));
    }
}
