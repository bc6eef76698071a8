package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.write.AnnotationFormat;
import org.lakeome.ingest.write.AnnotationInput;

/** Plans one partition per split of each file, for the region that is wanted. */
record AnnotationScan(
        String name, AnnotationFormat format, CaseInsensitiveStringMap options, StructType columns, Wanted wanted)
        implements Scan, Batch {

    record Partition(AnnotationInput input, Split split, AnnotationFormat format) implements InputPartition {}

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return name + " " + InputFiles.paths(options) + " " + wanted;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        InputFiles files = new InputFiles(options);
        List<InputPartition> partitions = new ArrayList<>();
        try {
            AnnotationFormat reading = normalising(files.reference());
            // Left alignment moves rows, and the index knows where they are written.
            Wanted region = reading.equals(format) ? wanted : Wanted.ALL;
            for (FileStatus file : files.all()) {
                TextSource source = files.source(file);
                AnnotationInput input = reading.open(source);
                for (Split split : files.splits(file, source, region, (text, target) -> input.splits(target))) {
                    partitions.add(new Partition(input, split, reading));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return partitions.toArray(InputPartition[]::new);
    }

    private AnnotationFormat normalising(ReferenceSequence reference) {
        return reference != null && format instanceof AnnotationFormat.Tabular rows
                ? new AnnotationFormat.Tabular(rows.layout(), rows.options(), reference)
                : format;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        StructType columnsOfRows = columns;
        return partition -> new AnnotationRowReader((Partition) partition, columnsOfRows);
    }
}
