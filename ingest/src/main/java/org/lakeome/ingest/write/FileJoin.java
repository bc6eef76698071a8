package org.lakeome.ingest.write;

import java.util.Locale;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.spark.actions.RewriteDataFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Joins the small files of each partition of a table: of a variant store's samples by their row groups, of other tables by
 * their rows, sorted by contig and start. The rows stay as they are; imports and queries at the same time are not disturbed. {@link #run} once, {@link #stop} from any thread.
 */
public final class FileJoin {
    /** So that one group's rows fit a task's sort without much spilling. */
    private static final long GROUP_BYTES = 1L << 30;

    private final SparkSession spark;
    private final Table table;
    private final long smallBytes;
    private volatile boolean stopped;
    private Thread running;

    /** @param smallBytes files from this size on are left alone */
    public FileJoin(SparkSession spark, Table table, long smallBytes) {
        this.spark = spark;
        this.table = table;
        this.smallBytes = smallBytes;
    }

    /** @param bytes of the joined files, as they were before */
    public record Result(long joined, long into, long bytes, long left) {
        Result plus(Result other) {
            return new Result(joined + other.joined, into + other.into, bytes + other.bytes, left + other.left);
        }

        /** In words, for the owner. */
        public String text() {
            String size = bytes < 1_000_000_000
                    ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                    : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
            return joined == 0 && left == 0
                    ? "There was nothing to join"
                    : String.format(Locale.ROOT, "Joined %,d files into %,d, %s", joined, into, size)
                            + (left == 0
                                    ? ""
                                    : String.format(Locale.ROOT, "; %,d could not be joined this time", left));
        }
    }

    /** Throws {@link ImportStopped} when it was stopped; what was joined until then stays so. */
    public Result run() {
        synchronized (this) {
            running = Thread.currentThread();
        }
        try {
            if (stopped) {
                throw new ImportStopped();
            }
            return table.schema().findField("sampleid") == null
                    ? sorted()
                    : new RowGroupJoin(JavaSparkContext.fromSparkContext(spark.sparkContext()), table, smallBytes)
                            .run();
        } catch (Exception e) {
            // Whatever it is: Spark throws checked exceptions that it does not declare.
            if (stopped) {
                throw new ImportStopped();
            }
            throw e;
        } finally {
            synchronized (this) {
                running = null;
                if (stopped) {
                    // The interrupt was for this work, and not for what the thread does next.
                    Thread.interrupted();
                }
            }
        }
    }

    private Result sorted() {
        RewriteDataFiles.Result result = action().execute();
        return new Result(
                result.rewrittenDataFilesCount(),
                result.addedDataFilesCount(),
                result.rewrittenBytesCount(),
                result.failedDataFilesCount());
    }

    private RewriteDataFilesSparkAction action() {
        RewriteDataFilesSparkAction action = SparkActions.get(spark)
                .rewriteDataFiles(table)
                .option(SizeBasedFileRewritePlanner.MIN_FILE_SIZE_BYTES, String.valueOf(smallBytes))
                .option(SizeBasedFileRewritePlanner.MAX_FILE_SIZE_BYTES, String.valueOf(Long.MAX_VALUE))
                .option(SizeBasedFileRewritePlanner.MIN_INPUT_FILES, "2")
                .option(RewriteDataFiles.MAX_FILE_GROUP_SIZE_BYTES, String.valueOf(GROUP_BYTES))
                .option(
                        RewriteDataFiles.MAX_CONCURRENT_FILE_GROUP_REWRITES,
                        String.valueOf(spark.sparkContext().defaultParallelism()))
                // What is done stays done if the worker ends, and a conflict costs one part.
                .option(RewriteDataFiles.PARTIAL_PROGRESS_ENABLED, "true");
        boolean ordered =
                table.schema().findField("contigname") != null && table.schema().findField("start") != null;
        return ordered
                ? action.sort(SortOrder.builderFor(table.schema())
                        .asc("contigname", NullOrder.NULLS_FIRST)
                        .asc("start", NullOrder.NULLS_FIRST)
                        .build())
                : action.binPack();
    }

    /** Ends the work soon. The worker does one piece of work at a time, so all of Spark's jobs are this one's. */
    public void stop() {
        stopped = true;
        spark.sparkContext().cancelAllJobs();
        synchronized (this) {
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
