package org.lakeome.ingest.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.reference.FastaKind;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.RegionIndex;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a data source was asked to load, and their splits. On the driver. */
final class InputFiles {
    private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);
    private static final long SPLIT_BYTES = 32L << 20;
    /** With an index, small splits leave more out. */
    private static final long INDEXED_SPLIT_BYTES = 1L << 20;

    private final CaseInsensitiveStringMap options;
    private final SerializableConfiguration configuration;

    InputFiles(CaseInsensitiveStringMap options) {
        this.options = options;
        this.configuration = new SerializableConfiguration(
                SparkSession.active().sparkContext().hadoopConfiguration());
    }

    /** Cuts a file; a format may have rules of its own. */
    @FunctionalInterface
    interface Cut {
        List<Split> splits(TextSource source, long targetBytes) throws IOException;
    }

    /** Index files beside them are no input. */
    List<FileStatus> all() throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (String path : paths(options)) {
            addFiles(new Path(path), found);
        }
        return found;
    }

    TextSource source(FileStatus file) throws IOException {
        return TextSource.open(bytes(file), IngestLimits.DEFAULT);
    }

    /** The file's splits; where a region is asked for and an index lies beside the file, only those that may hold some of it. */
    List<Split> splits(FileStatus file, TextSource source, Wanted wanted, Cut cut) throws IOException {
        long target = Math.max(1, options.getLong("splitBytes", SPLIT_BYTES));
        RegionIndex index = wanted.contig() == null ? null : index(file);
        return index == null
                ? cut.splits(source, target)
                : index.select(
                        cut.splits(source, Math.min(target, INDEXED_SPLIT_BYTES)),
                        wanted.contig(),
                        wanted.from(),
                        wanted.to());
    }

    /** Without a usable index every split is read, which gives the same rows. */
    private RegionIndex index(FileStatus file) throws IOException {
        FileSystem files = file.getPath().getFileSystem(configuration.value());
        for (String ending : List.of(".tbi", ".csi")) {
            Path path = file.getPath().suffix(ending);
            if (files.exists(path)) {
                FileStatus index = files.getFileStatus(path);
                if (index.getModificationTime() < file.getModificationTime()) {
                    LOG.warn("{} is older than its file and is not used; make it again", path);
                } else {
                    try {
                        return RegionIndex.read(bytes(index));
                    } catch (IOException e) {
                        LOG.warn("{} cannot be read and is not used: {}", path, e.getMessage());
                    }
                }
            }
        }
        return null;
    }

    /** The plain FASTA of the option {@code reference}, with its .fai beside it; null without the option. */
    ReferenceSequence reference() throws IOException {
        if (!options.containsKey("reference")) {
            return null;
        }
        Path fasta = new Path(options.get("reference"));
        FileSystem files = fasta.getFileSystem(configuration.value());
        HadoopFile bases = bytes(files.getFileStatus(fasta));
        FastaKind.requirePlain(bases);
        return new ReferenceSequence(bases, bytes(files.getFileStatus(fasta.suffix(".fai"))), List.of());
    }

    private HadoopFile bytes(FileStatus file) {
        return new HadoopFile(file.getPath().toString(), file.getLen(), configuration);
    }

    private void addFiles(Path path, List<FileStatus> found) throws IOException {
        FileSystem files = path.getFileSystem(configuration.value());
        FileStatus[] matches = files.globStatus(path);
        if (matches == null || matches.length == 0) {
            throw new InputFault(path.toString(), 0, "There is no such file or folder.");
        }
        for (FileStatus match : matches) {
            for (FileStatus file : match.isDirectory() ? files.listStatus(match.getPath()) : new FileStatus[] {match}) {
                String name = file.getPath().getName();
                boolean hidden = name.startsWith("_") || name.startsWith(".");
                if (file.isFile() && !hidden && !name.endsWith(".tbi") && !name.endsWith(".csi")) {
                    found.add(file);
                }
            }
        }
    }

    /** Spark gives several paths as a JSON list. */
    static List<String> paths(CaseInsensitiveStringMap options) {
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
}
