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
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.RecordBatch;

/**
 * Encodes the call columns of a row group. The samples of a narrow band have columns of their own, which gather batch after batch;
 * those of a wide one take turns with a few sets, for a row group of one batch. In a batch the calls of a record lie side by side,
 * so that those of one sample are far apart: neighbours are gathered together, a few records at a time, while these are in the
 * processor's cache. For one thread.
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
    private final PagePacker packer;
    private final List<ColumnDescriptor> leaves;
    /** The columns of each sample, or of each of the neighbours at hand. */
    private final List<List<CallColumn>> sets = new ArrayList<>();

    private final TextColumn sample;
    private int rows;

    /**
     * @param file the columns of the data files, as {@link RowColumns} says
     * @param isNarrow each sample gets columns of its own
     */
    CallEncoder(RecordBatch batch, Schema file, boolean isNarrow, PagePacker packer) {
        this.batch = batch;
        this.packer = packer;
        this.leaves = ParquetSchemaUtil.convert(file, "table").getColumns();
        this.sample = new TextColumn(leaves(SAMPLE).get(0), true, DICTIONARY_BYTES, packer);
        int needed = isNarrow ? batch.samples() : Math.min(NEIGHBOURS, batch.samples());
        for (int i = 0; i < Math.max(1, needed); i++) {
            sets.add(file.columns().stream()
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
            case "phased" -> new CallColumn.Phased(calls.phased(), new BooleanColumn(leaf, false, packer));
            case "calls" -> new CallColumn.Whole(calls.genotypes(), new IntColumn(leaf, false, packer));
            case "genotypelikelihoods" ->
                new CallColumn.Decimal(calls.likelihoods(), new DoubleColumn(leaf, false, packer));
            case "phredlikelihoods" ->
                new CallColumn.Whole(calls.phredLikelihoods(), new IntColumn(leaf, false, packer));
            case "alleledepths" -> new CallColumn.Whole(calls.alleleDepths(), new IntColumn(leaf, false, packer));
            case "spl" -> new CallColumn.Whole(calls.spl(), new IntColumn(leaf, false, packer));
            case "conditionalquality" -> new CallColumn.Single(calls.qualities(), new IntColumn(leaf, true, packer));
            case "depth" -> new CallColumn.Single(calls.depths(), new IntColumn(leaf, true, packer));
            case "ps" -> new CallColumn.Single(calls.phaseSets(), new IntColumn(leaf, true, packer));
            case "information" ->
                new CallColumn.Information(
                        batch,
                        new TextColumn(leaf, false, DICTIONARY_BYTES, packer),
                        new TextColumn(places.get(1), false, DICTIONARY_BYTES, packer));
            default -> throw new IllegalArgumentException("There is no call column " + name);
        };
    }

    /** Adds the calls of the batch as it is now. */
    void add() {
        rows += batch.size();
        if (haveOwnSets()) {
            gather(0, batch.samples());
        }
    }

    private boolean haveOwnSets() {
        return sets.size() >= batch.samples();
    }

    /** About the heap of what is gathered and not packed into chunks. */
    long heldBytes() {
        long bytes = 0;
        for (List<CallColumn> set : sets) {
            for (CallColumn column : set) {
                for (Column leaf : column.leaves()) {
                    bytes += leaf.heldBytes();
                }
            }
        }
        return bytes;
    }

    /**
     * Gives the row group of a sample; to be called for all samples in order.
     *
     * @param name of the sample; null in a file without samples
     */
    Map<ColumnPath, PackedPages> pack(int ordinal, String name) {
        int set = ordinal % sets.size();
        if (set == 0 && !haveOwnSets()) {
            gather(ordinal, Math.min(sets.size(), batch.samples() - ordinal));
        }
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        if (name != null) {
            sample.value(new TextColumn.Word(name), rows);
        }
        for (int row = 0; row < rows && name == null; row++) {
            sample.startRow();
            sample.missing(0, CallColumn.NULL);
        }
        pack(sample, chunks);
        for (CallColumn column : sets.get(set)) {
            column.leaves().forEach(leaf -> pack(leaf, chunks));
        }
        if (ordinal >= batch.samples() - 1) {
            rows = 0;
        }
        return chunks;
    }

    private void gather(int ordinal, int count) {
        for (int column = 0; column < sets.get(0).size(); column++) {
            for (int from = 0; from < batch.size(); from += RECORDS_AT_ONCE) {
                int records = Math.min(RECORDS_AT_ONCE, batch.size() - from);
                for (int i = 0; i < count; i++) {
                    sets.get(i).get(column).put(batch.call(from, ordinal + i), batch.samples(), records);
                }
            }
        }
    }

    private static void pack(Column column, Map<ColumnPath, PackedPages> chunks) {
        chunks.put(ColumnPath.get(column.descriptor().getPath()), column.pack());
    }
}
