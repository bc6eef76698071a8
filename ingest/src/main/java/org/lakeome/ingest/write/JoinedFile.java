package org.lakeome.ingest.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.TypeUtil;
import org.lakeome.ingest.columns.MissingColumns;
import org.lakeome.ingest.columns.ParquetFile;
import org.lakeome.ingest.columns.WrittenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of one partition that become one, or more where they have too many row groups for one: their row groups one after
 * another, byte by byte as they were encoded. A column that only some of them have is null in the others' rows, as it was.
 *
 * @param files in the order that their rows are to have
 */
record JoinedFile(List<DataFile> files) implements Serializable {
    /** A reader takes a file's whole footer, some kilobytes for each row group, to find any row. */
    private static final int MOST_ROW_GROUPS = 256;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final Logger LOG = LoggerFactory.getLogger(JoinedFile.class);

    /**
     * What became of the files. The new ones belong to no snapshot yet; what is neither replaced nor left is as it should be.
     *
     * @param left those that cannot be joined; the log says why
     */
    record Result(List<DataFile> made, List<DataFile> replaced, int left) implements Serializable {}

    Result write(Table table) {
        List<DataFile> made = new ArrayList<>();
        List<DataFile> replaced = new ArrayList<>();
        List<WrittenFile> run = new ArrayList<>();
        int from = 0;
        int groups = 0;
        try {
            for (int at = 0; at < files.size(); at++) {
                WrittenFile next =
                        new WrittenFile(table.io().newInputFile(files.get(at).location()));
                run.add(next);
                groups += next.rowGroupCount();
                if (groups > MOST_ROW_GROUPS) {
                    endRun(table, from, run.subList(0, run.size() - 1), made, replaced);
                    from = at;
                    groups = next.rowGroupCount();
                }
            }
            endRun(table, from, run, made, replaced);
            return new Result(made, replaced, 0);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} files from {} on are not joined",
                    files.size(),
                    files.get(0).location(),
                    e);
            run.forEach(JoinedFile::close);
            made.forEach(file -> delete(table, file.location()));
            return new Result(List.of(), List.of(), files.size());
        }
    }

    /** Writes what has been opened, if there is anything to join, and closes it. */
    private void endRun(Table table, int from, List<WrittenFile> run, List<DataFile> made, List<DataFile> replaced)
            throws IOException {
        if (run.size() > 1) {
            made.add(write(table, from, run));
            replaced.addAll(files.subList(from, from + run.size()));
        }
        run.forEach(JoinedFile::close);
        run.clear();
    }

    /** It was only read. */
    private static void close(WrittenFile source) {
        try {
            source.close();
        } catch (IOException e) {
            LOG.debug("A file that was read does not close", e);
        }
    }

    /** Of no snapshot; what stays is removed by the next look for orphans. */
    private static void delete(Table table, String location) {
        try {
            table.io().deleteFile(location);
        } catch (RuntimeException e) {
            LOG.warn("{} stays until orphans are removed", location, e);
        }
    }

    private DataFile write(Table table, int from, List<WrittenFile> sources) throws IOException {
        String location = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
        try {
            return write(table, from, sources, location);
        } catch (IOException | RuntimeException e) {
            delete(table, location);
            throw e;
        }
    }

    private DataFile write(Table table, int from, List<WrittenFile> sources, String location) throws IOException {
        Schema columns = columns(table, sources);
        MessageType type = ParquetSchemaUtil.convert(columns, "table");
        requireAmong(type, from, sources);
        ParquetFile joined;
        ParquetMetadata footer;
        try (OutputStream out = new BufferedOutputStream(
                        table.io().newOutputFile(location).create(), BUFFER_BYTES);
                MissingColumns missing = new MissingColumns()) {
            joined = new ParquetFile(type, out);
            for (WrittenFile source : sources) {
                joined.addAll(source, missing);
            }
            footer = joined.end(Map.of("iceberg.schema", SchemaParser.toJson(columns)));
        }
        Metrics metrics = ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table));
        long rows = files.subList(from, from + sources.size()).stream()
                .mapToLong(DataFile::recordCount)
                .sum();
        if (metrics.recordCount() != rows) {
            throw new IOException(location + " has " + metrics.recordCount() + " rows instead of " + rows);
        }
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withPartition(files.get(0).partition())
                .withFileSizeInBytes(joined.length())
                .withMetrics(metrics)
                .withSplitOffsets(SplitOffsets.of(footer))
                .build();
    }

    /** The table's columns that any of the files has. */
    private static Schema columns(Table table, List<WrittenFile> sources) throws IOException {
        Set<Integer> ids = new HashSet<>();
        for (WrittenFile source : sources) {
            ids.addAll(TypeUtil.getProjectedIds(ParquetSchemaUtil.convert(source.type())));
        }
        return TypeUtil.select(table.schema(), ids);
    }

    private void requireAmong(MessageType type, int from, List<WrittenFile> sources) throws IOException {
        for (int i = 0; i < sources.size(); i++) {
            if (!type.getColumns().containsAll(sources.get(i).type().getColumns())) {
                throw new IOException(files.get(from + i).location() + " has columns otherwise than its table");
            }
        }
    }
}
