package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.avro.IcebergDecoder;
import org.apache.iceberg.data.avro.IcebergEncoder;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.foreign.ForeignFile;
import org.lakeome.ingest.source.Breakdown;
import scala.Tuple2;

/**
 * The Spark tasks that write the rows of one source; commits nothing.
 *
 * @param folder of the attempt
 * @param item place of the source in the job, which begins the names of its files
 */
record AdoptedRows(Table table, String jobId, String folder, int item) implements Serializable {
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    /** Fails if one of the files cannot be what the table needs, before anything is written. */
    void check(JavaSparkContext spark, List<ForeignFile> files) {
        spark.parallelize(files, Math.min(files.size(), 200))
                .foreach(file -> Breakdown.contained(file.source().name(), () -> {
                    file.check(table.schema());
                    return file;
                }));
    }

    /** In the order of the files, each by one task. */
    List<DataFile> fileByFile(JavaSparkContext spark, List<ForeignFile> files, TaskProgress progress) {
        List<Integer> numbers = numbers(files);
        return spark.parallelize(numbers, files.size())
                .flatMap(number -> Breakdown.contained(
                                files.get(number).source().name(), () -> write(files.get(number), number, progress))
                        .iterator())
                .collect();
    }

    private List<DataFile> write(ForeignFile from, int number, TaskProgress progress) throws IOException {
        RollingFiles files = new RollingFiles(table, prefix(number, 0));
        boolean whole = false;
        try (CloseableIterable<Record> rows = from.rows(table.schema())) {
            for (Record row : rows) {
                row.setField("importjobid", jobId);
                files.write(row);
                if (files.rows() % ROWS_BETWEEN_REPORTS == 0) {
                    progress.report(0, files.rows(), "");
                }
            }
            List<DataFile> written = files.close();
            progress.report(from.source().size(), files.rows(), "");
            whole = true;
            return written;
        } finally {
            if (!whole) {
                files.discard();
            }
        }
    }

    /** Sample by sample, each sorted by contig and start, as imports write them. */
    List<DataFile> bySample(JavaSparkContext spark, List<ForeignFile> files, int partitions, TaskProgress progress) {
        return spark.parallelize(numbers(files), files.size())
                .flatMapToPair(number -> Breakdown.contained(
                        files.get(number).source().name(), () -> new Keyed(files.get(number), number, progress)))
                .repartitionAndSortWithinPartitions(new BySample(partitions))
                .mapPartitionsWithIndex(
                        (partition, rows) -> write(partition, rows, progress).iterator(), false)
                .collect();
    }

    private List<DataFile> write(int partition, Iterator<Tuple2<RowKey, byte[]>> rows, TaskProgress progress)
            throws IOException {
        IcebergDecoder<Record> decoder = new IcebergDecoder<>(table.schema());
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        List<DataFile> written = new ArrayList<>();
        RollingFiles files = null;
        String sample = null;
        long count = 0;
        boolean whole = false;
        try {
            while (rows.hasNext()) {
                Tuple2<RowKey, byte[]> row = rows.next();
                Record record = decoder.decode(row._2());
                if (files == null || !Objects.equals(sample, row._1().sample())) {
                    if (files != null) {
                        written.addAll(files.close());
                    }
                    sample = row._1().sample();
                    key.partition(record);
                    files = new RollingFiles(table, table.spec(), key.copy(), prefix(partition, written.size()));
                }
                files.write(record);
                if (++count % ROWS_BETWEEN_REPORTS == 0) {
                    progress.report(
                            0, count, row._1().contig() + ":" + (row._1().start() + 1));
                }
            }
            if (files != null) {
                written.addAll(files.close());
            }
            progress.report(0, count, "");
            whole = true;
            return written;
        } finally {
            if (!whole && files != null) {
                files.discard();
            }
        }
    }

    private String prefix(int task, int number) {
        return folder + "%05d-%05d-%05d".formatted(item, task, number);
    }

    private static List<Integer> numbers(List<ForeignFile> files) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /** Rows that mean the same place keep the order of their files. */
    record RowKey(String sample, String contig, long start, int file, long row)
            implements Serializable, Comparable<RowKey> {
        @Override
        public int compareTo(RowKey other) {
            int bySample = compare(sample, other.sample);
            int byContig = bySample == 0 ? compare(contig, other.contig) : bySample;
            int byStart = byContig == 0 ? Long.compare(start, other.start) : byContig;
            int byFile = byStart == 0 ? Integer.compare(file, other.file) : byStart;
            return byFile == 0 ? Long.compare(row, other.row) : byFile;
        }

        private static int compare(String a, String b) {
            if (a == null || b == null) {
                return a == b ? 0 : a == null ? -1 : 1;
            }
            return a.compareTo(b);
        }
    }

    /** All rows of a sample come to one task. */
    private static final class BySample extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int partitions;

        BySample(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            return Math.floorMod(Objects.hashCode(((RowKey) key).sample()), partitions);
        }
    }

    /** The rows of one file with their keys, as Spark may carry them to another task. */
    private final class Keyed implements Iterator<Tuple2<RowKey, byte[]>> {
        private final IcebergEncoder<Record> encoder = new IcebergEncoder<>(table.schema());
        private final ForeignFile from;
        private final int number;
        private final TaskProgress progress;
        private final CloseableIterable<Record> rows;
        private final CloseableIterator<Record> in;
        private long row;

        Keyed(ForeignFile from, int number, TaskProgress progress) throws IOException {
            this.from = from;
            this.number = number;
            this.progress = progress;
            this.rows = from.rows(table.schema());
            this.in = rows.iterator();
        }

        @Override
        public boolean hasNext() {
            boolean more = Breakdown.contained(from.source().name(), in::hasNext);
            if (!more) {
                close();
            }
            return more;
        }

        @Override
        public Tuple2<RowKey, byte[]> next() {
            Record record = Breakdown.contained(from.source().name(), in::next);
            record.setField("importjobid", jobId);
            if (++row % ROWS_BETWEEN_REPORTS == 0) {
                progress.checkpoint(0);
            }
            RowKey key = new RowKey(
                    (String) record.getField("sampleid"),
                    (String) record.getField("contigname"),
                    (Long) record.getField("start"),
                    number,
                    row);
            return new Tuple2<>(key, encoded(record));
        }

        private byte[] encoded(Record record) {
            try {
                ByteBuffer buffer = encoder.encode(record);
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void close() {
            try {
                in.close();
                rows.close();
                progress.report(from.source().size(), 0, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
