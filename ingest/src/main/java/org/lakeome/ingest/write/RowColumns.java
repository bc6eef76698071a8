package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.RecordBatch;

/**
 * The columns that the data files of one input file have. Columns that stay null throughout are left out of the files; Iceberg
 * reads them as null.
 */
final class RowColumns {
    /** @param format the FORMAT field that fills the column; empty for the map of all others */
    private record CallField(String column, String format) {
        boolean isFilled(Calls calls) {
            return format.isEmpty() ? calls.hasOthers() : calls.fills(format);
        }
    }

    private static final List<CallField> CALLS = List.of(
            new CallField("phased", "GT"),
            new CallField("calls", "GT"),
            new CallField("genotypelikelihoods", "GL"),
            new CallField("phredlikelihoods", "PL"),
            new CallField("alleledepths", "AD"),
            new CallField("conditionalquality", "GQ"),
            new CallField("spl", "SPL"),
            new CallField("depth", "DP"),
            new CallField("ps", "PS"),
            new CallField("information", ""));

    private RowColumns() {}

    /** In the table's order, with the table's field ids. */
    static Schema of(Schema table, RecordBatch batch, boolean annotations) {
        List<String> names = new ArrayList<>(SiteEncoder.COLUMNS);
        names.add(CallEncoder.SAMPLE);
        if (annotations) {
            names.add(VepEncoder.COLUMN);
        }
        if (batch.samples() > 0) {
            CALLS.stream().filter(field -> field.isFilled(batch.calls())).forEach(field -> names.add(field.column()));
        }
        return new Schema(table.columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList());
    }
}
