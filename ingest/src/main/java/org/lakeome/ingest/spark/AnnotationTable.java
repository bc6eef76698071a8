package org.lakeome.ingest.spark;

import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.lakeome.ingest.write.AnnotationFormat;

/** Files of GFF3 or TSV as a table. */
final class AnnotationTable implements SupportsRead {
    private final String name;
    private final AnnotationFormat format;
    private final Wanted.Columns filtered;

    AnnotationTable(String name, AnnotationFormat format, Wanted.Columns filtered) {
        this.name = name;
        this.format = format;
        this.filtered = filtered;
    }

    static StructType schema(AnnotationFormat format) {
        List<Types.NestedField> fields = format.schema().columns().stream()
                .filter(field -> !field.name().equals("importjobid"))
                .toList();
        return SparkSchemaUtil.convert(new Schema(fields));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    @SuppressWarnings(
            "deprecation") // columns() falls back to it, and converting by hand would only repeat Spark's code.
    public StructType schema() {
        return schema(format);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder(options);
    }

    private final class Builder implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {
        private final CaseInsensitiveStringMap options;
        private StructType columns = schema(format);
        private Filter[] pushed = {};

        Builder(CaseInsensitiveStringMap options) {
            this.options = options;
        }

        @Override
        public void pruneColumns(StructType required) {
            columns = required;
        }

        /** Spark checks every row again: pushing only spares reading. */
        @Override
        public Filter[] pushFilters(Filter[] filters) {
            pushed = filters.clone();
            return filters;
        }

        @Override
        public Filter[] pushedFilters() {
            return pushed.clone();
        }

        @Override
        public Scan build() {
            return new AnnotationScan(name, format, options, columns, Wanted.of(pushed, filtered));
        }
    }
}
