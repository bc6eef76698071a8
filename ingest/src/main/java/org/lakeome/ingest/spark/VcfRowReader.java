package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.VcfReader;

/** The rows of one split, record by record and within a record sample by sample. */
final class VcfRowReader implements PartitionReader<InternalRow> {
    private static final int BATCH_RECORDS = 256;
    private static final long BATCH_BYTES = 16L << 20;

    private final VcfReader reader;
    private final RecordBatch batch;
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
        try {
            reader = new VcfReader(
                    partition.source(), partition.header(), partition.split(), partition.band(), partition.reading());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batch = reader.batch();
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
            if (!reader.next(BATCH_RECORDS, BATCH_BYTES)) {
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
