package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;

/** Plans one partition per split of each file, for the samples and the region that are wanted; headers are read here, once. */
final class VcfScan implements Scan, Batch {
    private final CaseInsensitiveStringMap options;
    private final StructType columns;
    private final Wanted wanted;

    VcfScan(CaseInsensitiveStringMap options, StructType columns, Wanted wanted) {
        this.options = options;
        this.columns = columns;
        this.wanted = wanted;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "vcf " + InputFiles.paths(options) + " " + wanted;
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
            ReadOptions reading =
                    new ReadOptions(files.reference(), options.getBoolean("splitMultiallelics", false), false, false);
            // Left alignment moves records, and the index knows where they are written.
            Wanted region = reading.reference() == null ? wanted : Wanted.ALL;
            for (FileStatus file : files.all()) {
                TextSource source = files.source(file);
                VcfHeader header = HeaderParser.parse(source);
                Optional<SampleBand> band = band(header.samples());
                if (band.isPresent()) {
                    for (Split split : files.splits(file, source, region, TextSource::splits)) {
                        partitions.add(new VcfPartition(source, header, split, band.get(), wanted.samples(), reading));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return partitions.toArray(InputPartition[]::new);
    }

    /** From the first to the last sample that is wanted; none when the file has none of them. */
    private Optional<SampleBand> band(List<String> samples) {
        Set<String> asked = wanted.samples();
        if (asked == null) {
            return Optional.of(new SampleBand(0, samples.size()));
        }
        int first = -1;
        int last = -1;
        for (int i = 0; i < samples.size(); i++) {
            if (asked.contains(samples.get(i))) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return first < 0 ? Optional.empty() : Optional.of(new SampleBand(first, last + 1));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        StructType columnsOfRows = columns;
        return partition -> new VcfRowReader((VcfPartition) partition, VcfColumns.of(columnsOfRows));
    }
}
