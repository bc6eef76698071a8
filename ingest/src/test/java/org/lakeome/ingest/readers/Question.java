package org.lakeome.ingest.readers;

import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;

/**
 * What is asked of a table: some columns of all rows, or of one sample's rows in a part of a contig.
 *
 * @param where null for all rows
 */
public record Question(List<String> columns, Where where) {
    /** Positions are 0-based half-open, of the rows' starts. */
    public record Where(String sample, String contig, long from, long to) {
        Expression expression() {
            return Expressions.and(
                    Expressions.equal("sampleid", sample),
                    Expressions.equal("contigname", contig),
                    Expressions.greaterThanOrEqual("start", from),
                    Expressions.lessThan("start", to));
        }

        String sql() {
            return " where sampleid = '%s' and contigname = '%s' and start >= %d and start < %d"
                    .formatted(sample, contig, from, to);
        }
    }

    public static Question all(Table table) {
        return new Question(
                table.schema().columns().stream().map(Types.NestedField::name).toList(), null);
    }

    Question of(String... columns) {
        return new Question(List.of(columns), where);
    }

    Question where(Where condition) {
        return new Question(columns, condition);
    }

    /** In SQL, as all engines here write it. */
    String sql(String table) {
        return "select `" + String.join("`, `", columns) + "` from " + table + (where == null ? "" : where.sql());
    }
}
