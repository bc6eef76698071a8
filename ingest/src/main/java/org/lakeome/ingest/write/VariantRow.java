package org.lakeome.ingest.write;

import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Site;

/** One record object that shows row after row of batches in the columns of a store's table; for one thread. */
final class VariantRow {
    private static final List<String> SITE_COLUMNS = List.of(
            "contigname",
            "start",
            "end",
            "names",
            "referenceallele",
            "alternatealleles",
            "qual",
            "filters",
            "attributes");
    private static final List<String> CALL_COLUMNS = List.of(
            "phased",
            "calls",
            "genotypelikelihoods",
            "phredlikelihoods",
            "alleledepths",
            "conditionalquality",
            "spl",
            "depth",
            "ps",
            "information");

    private final Record row;
    private final int[] site;
    private final int[] call;

    /** A row of the job and the sample; the sample is null in a file without samples. */
    VariantRow(Schema schema, String jobId, String sample) {
        row = GenericRecord.create(schema);
        row.setField("importjobid", jobId);
        row.setField("sampleid", sample);
        row.setField("splitfrommultiallelic", false);
        site = positions(schema, SITE_COLUMNS);
        call = positions(schema, CALL_COLUMNS);
    }

    private static int[] positions(Schema schema, List<String> columns) {
        List<String> all =
                schema.columns().stream().map(Types.NestedField::name).toList();
        return columns.stream().mapToInt(all::indexOf).toArray();
    }

    Record record() {
        return row;
    }

    Record show(Site values, RecordBatch batch, int callPlace) {
        show(values);
        Calls calls = batch.calls();
        row.set(call[0], calls.phased(callPlace));
        row.set(call[1], calls.genotype(callPlace));
        row.set(call[2], calls.likelihoods(callPlace));
        row.set(call[3], calls.phredLikelihoods(callPlace));
        row.set(call[4], calls.alleleDepths(callPlace));
        row.set(call[5], calls.quality(callPlace));
        row.set(call[6], calls.spl(callPlace));
        row.set(call[7], calls.depth(callPlace));
        row.set(call[8], calls.phaseSet(callPlace));
        row.set(call[9], batch.information(callPlace));
        return row;
    }

    /** A row of a file without samples: its call columns stay null. */
    Record show(Site values) {
        row.set(site[0], values.contig());
        row.set(site[1], values.start());
        row.set(site[2], values.end());
        row.set(site[3], values.names());
        row.set(site[4], values.reference());
        row.set(site[5], values.alternates());
        row.set(site[6], values.quality());
        row.set(site[7], values.filters());
        row.set(site[8], values.attributes());
        return row;
    }
}
