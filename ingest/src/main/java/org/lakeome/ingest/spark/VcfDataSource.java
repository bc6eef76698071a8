package org.lakeome.ingest.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("vcf").load(path)}: VCF files, plain, gzip or bgzip by content, as rows of one record and sample.
 * The columns are those of a variant store without {@code importjobid}; positions are 0-based, half-open; {@code annotations} is
 * null.
 *
 * <p>Options: {@code splitBytes}, packed bytes of a partition (default 32 MiB); {@code reference}, a plain FASTA with its .fai
 * beside it, against which records are left-aligned; {@code splitMultiallelics} (default false), a record per ALT allele.
 *
 * <p>Only the wanted columns are made. A condition on {@code sampleid} spares reading the other samples' columns; one on
 * {@code contigname}, with or without {@code start}, leaves out the parts of a bgzip file that a tabix or CSI index beside it
 * says hold nothing of it. An index that is older than its file or damaged is not used, with a warning.
 */
public final class VcfDataSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "vcf";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return VcfColumns.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new VcfTable();
    }
}
