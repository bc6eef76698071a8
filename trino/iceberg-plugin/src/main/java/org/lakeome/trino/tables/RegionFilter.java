package org.lakeome.trino.tables;

import static io.trino.plugin.base.expression.ConnectorExpressions.and;
import static io.trino.plugin.base.expression.ConnectorExpressions.extractConjuncts;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.airlift.slice.Slice;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.Constraint;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.Variable;
import io.trino.spi.predicate.Domain;
import io.trino.spi.predicate.Range;
import io.trino.spi.predicate.TupleDomain;
import io.trino.spi.predicate.ValueSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.trino.functions.InRegion;
import org.lakeome.trino.functions.RegionText;
import org.lakeome.trino.functions.RegionText.Reading;

/** Puts {@code contigname = 'chr1' AND start < 200 AND "end" > 99} in the place of {@code in_region(...)} with a constant region. */
final class RegionFilter {

    private RegionFilter() {}

    /** Empty if the constraint asks for no region, or for none that plain conditions say better. */
    static Optional<Constraint> of(Constraint constraint) {
        List<ConnectorExpression> conditions = extractConjuncts(constraint.getExpression());
        List<ConnectorExpression> rest = new ArrayList<>();
        TupleDomain<ColumnHandle> summary = constraint.getSummary();
        for (ConnectorExpression condition : conditions) {
            Optional<Plain> plain = plain(condition, constraint.getAssignments());
            if (plain.isPresent()) {
                summary = summary.intersect(plain.get().domain());
            }
            if (plain.isEmpty() || !plain.get().isAll()) {
                rest.add(condition);
            }
        }
        boolean same = summary.equals(constraint.getSummary()) && rest.equals(conditions);
        return same ? Optional.empty() : Optional.of(new Constraint(summary, and(rest), constraint.getAssignments()));
    }

    /** @param isAll whether the domain says all that the condition says */
    private record Plain(TupleDomain<ColumnHandle> domain, boolean isAll) {}

    private static Optional<Plain> plain(ConnectorExpression condition, Map<String, ColumnHandle> columns) {
        if (condition instanceof Call call
                && call.getFunctionName().getName().equals(InRegion.NAME)
                && call.getArguments().size() == 4
                && call.getArguments().get(0) instanceof Variable contig
                && call.getArguments().get(1) instanceof Variable start
                && call.getArguments().get(2) instanceof Variable end
                && call.getArguments().get(3) instanceof Constant constant
                && constant.getValue() instanceof Slice text) {
            RegionText region = InRegion.region(text);
            Map<ColumnHandle, Domain> domains = new LinkedHashMap<>();
            domains.put(columns.get(contig.getName()), contigs(region));
            if (region.readings().size() > 1) {
                return Optional.of(new Plain(TupleDomain.withColumnDomains(domains), false));
            }
            Reading only = region.readings().getFirst();
            domains.merge(columns.get(start.getName()), range(Range.lessThan(BIGINT, only.to())), Domain::intersect);
            domains.merge(columns.get(end.getName()), range(Range.greaterThan(BIGINT, only.from())), Domain::intersect);
            return Optional.of(new Plain(TupleDomain.withColumnDomains(domains), true));
        }
        return Optional.empty();
    }

    private static Domain contigs(RegionText region) {
        return Domain.multipleValues(
                VARCHAR, region.readings().stream().map(Reading::contig).toList());
    }

    private static Domain range(Range range) {
        return Domain.create(ValueSet.ofRanges(range), false);
    }
}
