package org.lakeome.ingest.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

final class VcfTable implements SupportsRead {
    private static final Wanted.Columns COLUMNS = new Wanted.Columns("contigname", "start", "sampleid");

    @Override
    public String name() {
        return "vcf";
    }

    @Override
    @SuppressWarnings(
            "deprecation") // columns() falls back to it, and converting by hand would only repeat Spark's code.
    public StructType schema() {
        return VcfColumns.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder(options);
    }

    private static final class Builder
            implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {
        private final CaseInsensitiveStringMap options;
        private StructType columns = VcfColumns.schema();
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
            return new VcfScan(options, columns, Wanted.of(pushed, COLUMNS));
        }
    }
}
