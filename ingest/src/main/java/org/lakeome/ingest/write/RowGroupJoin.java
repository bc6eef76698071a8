package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.StructLikeWrapper;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the small files of each sample of a variant store without decoding a value: about a thirtieth of what it costs to read,
 * sort and write the rows. Once; ends early when Spark's jobs are cancelled.
 */
final class RowGroupJoin {
    /** That a task opens at once. */
    private static final int MOST_FILES = 256;
    /** What is done stays done if the worker ends, and a conflict costs one part. */
    private static final int MOST_COMMITS = 10;

    private static final int FEWEST_OF_COMMIT = 100;
    private static final int TARGET_OF_SMALL = 4;
    private static final int TASKS_OF_CORE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(RowGroupJoin.class);

    private final JavaSparkContext spark;
    private final Table table;
    private final long smallBytes;

    RowGroupJoin(JavaSparkContext spark, Table table, long smallBytes) {
        this.spark = spark;
        this.table = table;
        this.smallBytes = smallBytes;
    }

    FileJoin.Result run() {
        List<JoinedFile> all = joins();
        int each = Math.max(FEWEST_OF_COMMIT, (all.size() + MOST_COMMITS - 1) / MOST_COMMITS);
        FileJoin.Result result = new FileJoin.Result(0, 0, 0, 0);
        for (int from = 0; from < all.size(); from += each) {
            result = result.plus(join(all.subList(from, Math.min(from + each, all.size()))));
        }
        return result;
    }

    private FileJoin.Result join(List<JoinedFile> joins) {
        Table shipped = SerializableTable.copyOf(table);
        // A task takes longer to start than to join a few small files.
        int tasks = Math.min(joins.size(), TASKS_OF_CORE * spark.defaultParallelism());
        List<JoinedFile.Result> results = spark.parallelize(new ArrayList<>(joins), tasks)
                .map(join -> join.write(shipped))
                .collect();
        Set<DataFile> made = new HashSet<>();
        Set<DataFile> replaced = new HashSet<>();
        long left = 0;
        for (JoinedFile.Result result : results) {
            made.addAll(result.made());
            replaced.addAll(result.replaced());
            left += result.left();
        }
        if (made.isEmpty()) {
            return new FileJoin.Result(0, 0, 0, left);
        }
        try {
            table.newRewrite().rewriteFiles(replaced, made).commit();
        } catch (ValidationException | CommitFailedException e) {
            // Some of the files have gone meanwhile, as an import that is undone takes them; the next upkeep sees what
            // is there.
            LOG.warn("{} files are not joined: {}", replaced.size(), e.getMessage());
            made.forEach(file -> table.io().deleteFile(file.location()));
            return new FileJoin.Result(0, 0, 0, left + replaced.size());
        }
        long bytes = replaced.stream().mapToLong(DataFile::fileSizeInBytes).sum();
        return new FileJoin.Result(replaced.size(), made.size(), bytes, left);
    }

    private List<JoinedFile> joins() {
        // By value: in Iceberg's paths no sample and one named "null" look alike.
        Map<StructLikeWrapper, List<DataFile>> partitions = new LinkedHashMap<>();
        StructLikeWrapper partition = StructLikeWrapper.forType(table.spec().partitionType());
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .includeColumnStats(List.of("contigname", "start"))
                .planFiles()) {
            for (FileScanTask task : tasks) {
                DataFile file = task.file();
                if (file.fileSizeInBytes() < smallBytes
                        && task.deletes().isEmpty()
                        && file.specId() == table.spec().specId()) {
                    partitions
                            .computeIfAbsent(partition.copyFor(file.partition()), key -> new ArrayList<>())
                            .add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
        }
        List<JoinedFile> joins = new ArrayList<>();
        partitions.values().forEach(files -> addJoins(files, joins));
        return joins;
    }

    private void addJoins(List<DataFile> files, List<JoinedFile> joins) {
        files.sort(Comparator.comparing((DataFile file) -> contig(file)).thenComparing(this::start));
        List<DataFile> next = new ArrayList<>();
        long bytes = 0;
        for (DataFile file : files) {
            if (bytes + file.fileSizeInBytes() > TARGET_OF_SMALL * smallBytes || next.size() == MOST_FILES) {
                add(next, joins);
                next = new ArrayList<>();
                bytes = 0;
            }
            next.add(file);
            bytes += file.fileSizeInBytes();
        }
        add(next, joins);
    }

    private static void add(List<DataFile> files, List<JoinedFile> joins) {
        if (files.size() > 1) {
            joins.add(new JoinedFile(
                    files.stream().map(DataFile::copyWithoutStats).toList()));
        }
    }

    private String contig(DataFile file) {
        return bound(file, "contigname", Types.StringType.get())
                .map(Object::toString)
                .orElse("");
    }

    private long start(DataFile file) {
        return bound(file, "start", Types.LongType.get()).map(Long.class::cast).orElse(0L);
    }

    private Optional<Object> bound(DataFile file, String column, Type type) {
        return Optional.ofNullable(file.lowerBounds())
                .map(bounds -> bounds.get(table.schema().findField(column).fieldId()))
                .map(bytes -> Conversions.fromByteBuffer(type, bytes));
    }
}
