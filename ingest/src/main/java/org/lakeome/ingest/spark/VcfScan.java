package org.lakeome.ingest.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.VcfHeader;

/** Plans one partition per split of each file; headers are read here, once. */
final class VcfScan implements Scan, Batch {
    private static final long SPLIT_BYTES = 32L << 20;

    private final CaseInsensitiveStringMap options;
    private final StructType columns;

    VcfScan(CaseInsensitiveStringMap options, StructType columns) {
        this.options = options;
        this.columns = columns;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "vcf " + paths();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        SerializableConfiguration configuration = new SerializableConfiguration(
                SparkSession.active().sparkContext().hadoopConfiguration());
        List<InputPartition> partitions = new ArrayList<>();
        try {
            for (String path : paths()) {
                for (FileStatus file : files(new Path(path), configuration)) {
                    partitions.addAll(partitions(file, configuration));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return partitions.toArray(InputPartition[]::new);
    }

    private List<VcfPartition> partitions(FileStatus file, SerializableConfiguration configuration) throws IOException {
        TextSource source = TextSource.open(
                new HadoopFile(file.getPath().toString(), file.getLen(), configuration), IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        List<VcfPartition> partitions = new ArrayList<>();
        for (Split split : source.splits(Math.max(1, options.getLong("splitBytes", SPLIT_BYTES)))) {
            partitions.add(new VcfPartition(source, header, split));
        }
        return partitions;
    }

    private static List<FileStatus> files(Path path, SerializableConfiguration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration.value());
        FileStatus[] matches = files.globStatus(path);
        if (matches == null || matches.length == 0) {
            throw new InputFault(path.toString(), 0, "There is no such file or folder.");
        }
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus match : matches) {
            for (FileStatus file : match.isDirectory() ? files.listStatus(match.getPath()) : new FileStatus[] {match}) {
                String name = file.getPath().getName();
                if (file.isFile() && !name.startsWith("_") && !name.startsWith(".")) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /** Spark gives several paths as a JSON list. */
    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (options.containsKey("path")) {
            paths.add(options.get("path"));
        }
        try {
            paths.addAll(List.of(new ObjectMapper().readValue(options.getOrDefault("paths", "[]"), String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The option paths is not a JSON list of texts.", e);
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("Give the files to read: load(path).");
        }
        return paths;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        StructType wanted = columns;
        return partition -> new VcfRowReader((VcfPartition) partition, VcfColumns.of(wanted));
    }
}
