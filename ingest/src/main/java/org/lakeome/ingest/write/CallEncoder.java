package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.columns.BooleanColumn;
import org.lakeome.ingest.columns.Column;
import org.lakeome.ingest.columns.DoubleColumn;
import org.lakeome.ingest.columns.IntColumn;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PageCompressor;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.RecordBatch;

/**
 * Encodes the call columns of a batch, for one sample after another; its buffers serve them all. In a batch the calls of a record
 * lie side by side, so that those of one sample are far apart: of many samples, some neighbours are gathered together, a few
 * records at a time, while these are in the processor's cache. For one thread.
 */
final class CallEncoder {
    private static final int NEIGHBOURS = 16;
    private static final int RECORDS_AT_ONCE = 512;

    static final String SAMPLE = "sampleid";
    private static final int DICTIONARY_BYTES = 1 << 20;
    private static final Set<String> NOT_OF_CALLS = Stream.concat(
                    SiteEncoder.COLUMNS.stream(), Stream.of(SAMPLE, VepEncoder.COLUMN))
            .collect(Collectors.toSet());

    private final RecordBatch batch;
    private final PageCompressor compressor;
    private final List<ColumnDescriptor> leaves;
    /** The columns of each neighbour. */
    private final List<List<CallColumn>> neighbours = new ArrayList<>();

    private final TextColumn sample;

    /** @param file the columns of the data files, as {@link RowColumns} says */
    CallEncoder(RecordBatch batch, Schema file, PageCompressor compressor) {
        this.batch = batch;
        this.compressor = compressor;
        this.leaves = ParquetSchemaUtil.convert(file, "table").getColumns();
        this.sample = new TextColumn(leaves(SAMPLE).get(0), true, DICTIONARY_BYTES);
        for (int i = 0; i < (batch.samples() > NEIGHBOURS ? NEIGHBOURS : 1); i++) {
            neighbours.add(file.columns().stream()
                    .map(Types.NestedField::name)
                    .filter(name -> !NOT_OF_CALLS.contains(name))
                    .map(name -> column(name, leaves(name)))
                    .toList());
        }
    }

    private List<ColumnDescriptor> leaves(String column) {
        return leaves.stream().filter(leaf -> leaf.getPath()[0].equals(column)).toList();
    }

    private CallColumn column(String name, List<ColumnDescriptor> places) {
        ColumnDescriptor leaf = places.get(0);
        Calls calls = batch.calls();
        return switch (name) {
            case "phased" -> new CallColumn.Phased(calls.phased(), new BooleanColumn(leaf, false));
            case "calls" -> new CallColumn.Whole(calls.genotypes(), new IntColumn(leaf, false));
            case "genotypelikelihoods" -> new CallColumn.Decimal(calls.likelihoods(), new DoubleColumn(leaf, false));
            case "phredlikelihoods" -> new CallColumn.Whole(calls.phredLikelihoods(), new IntColumn(leaf, false));
            case "alleledepths" -> new CallColumn.Whole(calls.alleleDepths(), new IntColumn(leaf, false));
            case "spl" -> new CallColumn.Whole(calls.spl(), new IntColumn(leaf, false));
            case "conditionalquality" -> new CallColumn.Single(calls.qualities(), new IntColumn(leaf, true));
            case "depth" -> new CallColumn.Single(calls.depths(), new IntColumn(leaf, true));
            case "ps" -> new CallColumn.Single(calls.phaseSets(), new IntColumn(leaf, true));
            case "information" ->
                new CallColumn.Information(
                        batch,
                        new TextColumn(leaf, false, DICTIONARY_BYTES),
                        new TextColumn(places.get(1), false, DICTIONARY_BYTES));
            default -> throw new IllegalArgumentException("There is no call column " + name);
        };
    }

    /**
     * To be called for sample after sample, from the first one on.
     *
     * @param name of the sample; null in a file without samples
     */
    Map<ColumnPath, PackedPages> encode(int ordinal, String name) {
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        if (name != null) {
            sample.value(new TextColumn.Word(name), batch.size());
        }
        for (int record = 0; record < batch.size() && name == null; record++) {
            sample.startRow();
            sample.missing(0, CallColumn.NULL);
        }
        pack(sample, chunks);
        int neighbour = ordinal % neighbours.size();
        if (neighbour == 0) {
            gather(ordinal, Math.min(neighbours.size(), batch.samples() - ordinal));
        }
        for (CallColumn column : neighbours.get(neighbour)) {
            column.leaves().forEach(leaf -> pack(leaf, chunks));
        }
        return chunks;
    }

    private void gather(int ordinal, int count) {
        for (int column = 0; column < neighbours.get(0).size(); column++) {
            for (int from = 0; from < batch.size(); from += RECORDS_AT_ONCE) {
                int records = Math.min(RECORDS_AT_ONCE, batch.size() - from);
                for (int i = 0; i < count; i++) {
                    neighbours.get(i).get(column).put(batch.call(from, ordinal + i), batch.samples(), records);
                }
            }
        }
    }

    private void pack(Column column, Map<ColumnPath, PackedPages> chunks) {
        chunks.put(ColumnPath.get(column.descriptor().getPath()), column.pack(compressor));
    }
}
