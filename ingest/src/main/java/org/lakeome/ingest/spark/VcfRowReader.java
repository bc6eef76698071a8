package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;

/** The rows of one split, record by record and within a record sample by sample. */
final class VcfRowReader implements PartitionReader<InternalRow> {
    private static final int BATCH_RECORDS = 256;
    private static final long BATCH_BYTES = 16L << 20;

    private final VcfPartition partition;
    private VcfReader reader;
    private RecordBatch batch;
    private VcfHeader header;
    private final VcfColumns columns;
    /** The band's samples; null in place of those that are not wanted. */
    private final List<UTF8String> samples;

    private int record = -1;
    private int sample;
    private Object[] siteRow;

    VcfRowReader(VcfPartition partition, VcfColumns columns) {
        this.columns = columns;
        this.samples = partition
                .header()
                .samples()
                .subList(partition.band().from(), partition.band().to())
                .stream()
                .map(name -> partition.samples() == null || partition.samples().contains(name)
                        ? UTF8String.fromString(name)
                        : null)
                .toList();
        this.partition = partition;
        try {
            open(partition.header());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(VcfHeader known) throws IOException {
        header = known;
        reader = new VcfReader(partition.source(), known, partition.split(), partition.band(), partition.reading());
        batch = reader.batch();
    }

    /** A FORMAT field that the header does not declare may come late; then the batch is read again, with the field. */
    private boolean nextBatch() throws IOException {
        long before = reader.records();
        boolean more = reader.next(BATCH_RECORDS, BATCH_BYTES);
        VcfHeader wider = header.withFormats(
                reader.undeclaredFormats(), partition.source().limits().formats());
        if (wider == header) {
            return more;
        }
        reader.close();
        open(wider);
        while (reader.records() < before) {
            reader.next((int) Math.min(BATCH_RECORDS, before - reader.records()), BATCH_BYTES);
        }
        return nextBatch();
    }

    @Override
    public boolean next() throws IOException {
        while (record >= 0 && ++sample < samples.size()) {
            if (samples.get(sample) != null) {
                return true;
            }
        }
        // The band's first sample is wanted.
        sample = 0;
        record++;
        if (record >= batch.size()) {
            if (!nextBatch()) {
                return false;
            }
            record = 0;
        }
        siteRow = columns.site(batch.site(record));
        return true;
    }

    @Override
    public InternalRow get() {
        return new GenericInternalRow(
                samples.isEmpty()
                        ? siteRow
                        : columns.call(siteRow, samples.get(sample), batch, batch.call(record, sample)));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
