package org.lakeome.ingest.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.write.StoreColumns;

/** The wanted columns of rows in Spark's own form. Site columns are made once per record and shared by its samples. */
final class VcfColumns {
    private final List<String> wanted;

    private VcfColumns(List<String> wanted) {
        this.wanted = wanted;
    }

    static StructType schema() {
        List<Types.NestedField> fields = StoreColumns.schema().columns().stream()
                .filter(field -> !field.name().equals("importjobid"))
                .toList();
        return SparkSchemaUtil.convert(new Schema(fields));
    }

    static VcfColumns of(StructType wanted) {
        return new VcfColumns(List.of(wanted.fieldNames()));
    }

    /** A row with the site's columns filled in. */
    Object[] site(Site site) {
        Object[] row = new Object[wanted.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = site(wanted.get(i), site);
        }
        return row;
    }

    /** A copy of the site's row with the call's columns filled in. */
    Object[] call(Object[] siteRow, UTF8String sample, RecordBatch batch, int call) {
        Object[] row = siteRow.clone();
        for (int i = 0; i < row.length; i++) {
            Object value = call(wanted.get(i), sample, batch, call);
            if (value != null) {
                row[i] = value;
            }
        }
        return row;
    }

    private static Object site(String column, Site site) {
        return switch (column) {
            case "contigname" -> UTF8String.fromString(site.contig());
            case "start" -> site.start();
            case "end" -> site.end();
            case "names" -> texts(site.names());
            case "referenceallele" -> UTF8String.fromString(site.reference());
            case "alternatealleles" -> texts(site.alternates());
            case "qual" -> site.quality();
            case "filters" -> texts(site.filters());
            case "splitfrommultiallelic" -> site.splitFromMultiallelic();
            case "attributes" -> map(site.attributes());
            default -> null;
        };
    }

    private static Object call(String column, UTF8String sample, RecordBatch batch, int call) {
        return switch (column) {
            case "phased" -> batch.calls().phased(call);
            case "calls" -> numbers(batch.calls().genotype(call));
            case "genotypelikelihoods" -> numbers(batch.calls().likelihoods(call));
            case "phredlikelihoods" -> numbers(batch.calls().phredLikelihoods(call));
            case "alleledepths" -> numbers(batch.calls().alleleDepths(call));
            case "conditionalquality" -> batch.calls().quality(call);
            case "spl" -> numbers(batch.calls().spl(call));
            case "depth" -> batch.calls().depth(call);
            case "ps" -> batch.calls().phaseSet(call);
            case "sampleid" -> sample;
            case "information" -> map(batch.information(call));
            default -> null;
        };
    }

    private static ArrayData numbers(List<? extends Number> values) {
        return values == null ? null : new GenericArrayData(values.toArray());
    }

    private static ArrayData texts(List<String> values) {
        return values == null
                ? null
                : new GenericArrayData(
                        values.stream().map(UTF8String::fromString).toArray());
    }

    private static ArrayBasedMapData map(Map<String, String> map) {
        if (map == null) {
            return null;
        }
        List<String> keys = new ArrayList<>(map.keySet());
        Object[] values =
                keys.stream().map(key -> UTF8String.fromString(map.get(key))).toArray();
        return new ArrayBasedMapData(texts(keys), new GenericArrayData(values));
    }
}
