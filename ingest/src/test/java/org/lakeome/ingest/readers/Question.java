package org.lakeome.ingest.readers;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.booleanColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;

import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * What is asked of a table: some columns of all rows, or of those that fit a condition.
 *
 * @param where null for all rows
 */
public record Question(List<String> columns, Where where) {
    /** A condition in the words of each reader. */
    public record Where(String sql, Expression expression, FilterPredicate predicate) {
        static Where text(String column, String value) {
            return new Where(
                    column + " = '" + value + "'",
                    Expressions.equal(column, value),
                    FilterApi.eq(binaryColumn(column), Binary.fromString(value)));
        }

        static Where oneOf(String column, List<String> values) {
            return new Where(
                    column + values.stream().collect(joining("', '", " in ('", "')")),
                    Expressions.in(column, values),
                    FilterApi.in(
                            binaryColumn(column),
                            values.stream().map(Binary::fromString).collect(toSet())));
        }

        static Where flag(String column, boolean value) {
            return new Where(
                    column + " = " + value,
                    Expressions.equal(column, value),
                    FilterApi.eq(booleanColumn(column), value));
        }

        /** Positions are 0-based half-open, of the rows' starts. */
        static Where startIn(long from, long to) {
            return new Where(
                    "start >= " + from + " and start < " + to,
                    Expressions.and(Expressions.greaterThanOrEqual("start", from), Expressions.lessThan("start", to)),
                    FilterApi.and(FilterApi.gtEq(longColumn("start"), from), FilterApi.lt(longColumn("start"), to)));
        }

        Where and(Where other) {
            return new Where(
                    sql + " and " + other.sql,
                    Expressions.and(expression, other.expression),
                    FilterApi.and(predicate, other.predicate));
        }
    }

    public static Question all(Table table) {
        return new Question(
                table.schema().columns().stream().map(Types.NestedField::name).toList(), null);
    }

    Question of(String... names) {
        return new Question(List.of(names), where);
    }

    Question where(Where condition) {
        return new Question(columns, condition);
    }

    String condition() {
        return where == null ? "" : " where " + where.sql();
    }
}
