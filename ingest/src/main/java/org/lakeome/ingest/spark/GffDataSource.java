package org.lakeome.ingest.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.lakeome.ingest.write.AnnotationFormat;

/**
 * {@code spark.read().format("gff3").load(path)}: GFF3 files, plain, gzip or bgzip by content, a row per feature. The columns are
 * those of a GFF annotation store without {@code importjobid}; positions are 0-based, half-open. Option {@code splitBytes} and
 * the use of an index as for {@link VcfDataSource}, by conditions on {@code seqid} and {@code start}.
 */
public final class GffDataSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "gff3";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return AnnotationTable.schema(new AnnotationFormat.Gff());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new AnnotationTable(shortName(), new AnnotationFormat.Gff(), new Wanted.Columns("seqid", "start", null));
    }
}
