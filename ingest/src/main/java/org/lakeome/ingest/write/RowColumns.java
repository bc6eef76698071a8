package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Site;

/**
 * The columns that the data files of one input file have: those of the site, the same in every sample's file, and those of the
 * call. Columns that stay null throughout are left out of the files; Iceberg reads them as null.
 */
final class RowColumns {
    private static final List<String> SITE = List.of(
            "importjobid",
            "contigname",
            "start",
            "end",
            "names",
            "referenceallele",
            "alternatealleles",
            "qual",
            "filters",
            "splitfrommultiallelic",
            "attributes");
    private static final String SAMPLE = "sampleid";

    private interface CallValue {
        Object of(RecordBatch batch, int call);
    }

    /** @param format the FORMAT field that fills the column; empty for the map of all others */
    private record CallColumn(String name, String format, CallValue value) {
        boolean isFilled(Calls calls) {
            return format.isEmpty() ? calls.hasOthers() : calls.fills(format);
        }
    }

    private static final List<CallColumn> CALL = List.of(
            new CallColumn("phased", "GT", (batch, call) -> batch.calls().phased(call)),
            new CallColumn("calls", "GT", (batch, call) -> batch.calls().genotype(call)),
            new CallColumn(
                    "genotypelikelihoods", "GL", (batch, call) -> batch.calls().likelihoods(call)),
            new CallColumn(
                    "phredlikelihoods", "PL", (batch, call) -> batch.calls().phredLikelihoods(call)),
            new CallColumn("alleledepths", "AD", (batch, call) -> batch.calls().alleleDepths(call)),
            new CallColumn(
                    "conditionalquality", "GQ", (batch, call) -> batch.calls().quality(call)),
            new CallColumn("spl", "SPL", (batch, call) -> batch.calls().spl(call)),
            new CallColumn("depth", "DP", (batch, call) -> batch.calls().depth(call)),
            new CallColumn("ps", "PS", (batch, call) -> batch.calls().phaseSet(call)),
            new CallColumn("information", "", RecordBatch::information));

    private final List<CallColumn> filled;
    private final Schema site;
    private final Schema siteAndAnnotations;
    private final Schema call;
    private final Schema file;
    private final int[] sitePlaces;
    private final int[] callPlaces;

    RowColumns(Schema table, RecordBatch batch, boolean annotations) {
        boolean hasCalls = batch.samples() > 0;
        filled = CALL.stream()
                .filter(column -> hasCalls && column.isFilled(batch.calls()))
                .toList();
        List<String> callNames =
                new ArrayList<>(filled.stream().map(CallColumn::name).toList());
        callPlaces = new int[callNames.size()];
        callNames.add(SAMPLE);
        List<String> shared = new ArrayList<>(SITE);
        if (annotations) {
            shared.add(VepColumns.COLUMN);
        }
        List<String> all = new ArrayList<>(shared);
        all.addAll(callNames);
        site = select(table, SITE);
        siteAndAnnotations = select(table, shared);
        call = select(table, callNames);
        file = select(table, all);
        sitePlaces = SITE.stream().mapToInt(name -> place(site, name)).toArray();
        for (int i = 0; i < callPlaces.length; i++) {
            callPlaces[i] = place(call, callNames.get(i));
        }
    }

    /** In the table's order, with the table's field ids. */
    private static Schema select(Schema table, List<String> names) {
        return new Schema(table.columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList());
    }

    private static int place(Schema schema, String name) {
        return schema.columns().stream().map(Types.NestedField::name).toList().indexOf(name);
    }

    /** The columns of {@link #siteRecord}. */
    Schema site() {
        return site;
    }

    /** Those and, where they are asked for, the annotations, which no record holds. */
    Schema siteAndAnnotations() {
        return siteAndAnnotations;
    }

    Schema call() {
        return call;
    }

    Schema file() {
        return file;
    }

    Record siteRecord(String jobId) {
        Record row = GenericRecord.create(site);
        row.setField("importjobid", jobId);
        return row;
    }

    /** The sample is null in a file without samples. */
    Record callRecord(String sample) {
        Record row = GenericRecord.create(call);
        row.setField(SAMPLE, sample);
        return row;
    }

    void fill(Record row, Site values) {
        row.set(sitePlaces[1], values.contig());
        row.set(sitePlaces[2], values.start());
        row.set(sitePlaces[3], values.end());
        row.set(sitePlaces[4], values.names());
        row.set(sitePlaces[5], values.reference());
        row.set(sitePlaces[6], values.alternates());
        row.set(sitePlaces[7], values.quality());
        row.set(sitePlaces[8], values.filters());
        row.set(sitePlaces[9], values.splitFromMultiallelic());
        row.set(sitePlaces[10], values.attributes());
    }

    void fill(Record row, RecordBatch batch, int callPlace) {
        for (int i = 0; i < callPlaces.length; i++) {
            row.set(callPlaces[i], filled.get(i).value().of(batch, callPlace));
        }
    }
}
