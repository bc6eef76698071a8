package org.lakeome.ingest.conformance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WriteLimits;

/**
 * Every VCF of the corpus, imported by the real import into a throw-away table, a job per source folder; made at the first
 * question. For one thread.
 */
public final class ImportedVcfs {
    /** item, task, place of the sample, batch */
    private static final Pattern DATA_FILE = Pattern.compile("/data/([^/]+)/1/(\\d+)-(\\d+)-(\\d+)-(\\d+)\\.parquet$");

    /** A file of the corpus and what became of it. A crash is an outcome here whose message says so. */
    public record Imported(String file, Path path, ItemOutcome outcome, Map<Integer, List<DataFile>> bySample) {}

    private final Path work;
    private final Function<Path, Table> create;
    private final Set<String> sources;
    private final Map<String, Imported> byFile = new LinkedHashMap<>();
    private Table table;

    /** @param folders of the corpus to look at; all when empty */
    public ImportedVcfs(Path work, Set<String> folders) {
        this(work, folders, StoreTable::create);
    }

    public ImportedVcfs(Path work, Set<String> folders, Function<Path, Table> create) {
        this.work = work;
        this.create = create;
        this.sources = Set.copyOf(folders);
    }

    public List<Imported> all(Path data) throws IOException {
        if (table == null) {
            table = create.apply(Files.createTempDirectory(work, "imported-vcfs"));
            Map<String, List<Path>> folders = vcfs(data).stream()
                    .collect(groupingBy(
                            file -> data.relativize(file).getName(0).toString(), LinkedHashMap::new, toList()));
            folders.forEach((folder, files) -> {
                if (sources.isEmpty() || sources.contains(folder)) {
                    importFolder(data, folder, files);
                }
            });
        }
        return List.copyOf(byFile.values());
    }

    /** A table of its own with the rows of those of them that are wanted, in the same data files. */
    public Table part(Path data, Predicate<Imported> wanted) throws IOException {
        Table part = create.apply(Files.createTempDirectory(work, "part"));
        AppendFiles append = part.newAppend();
        all(data).stream()
                .filter(wanted)
                .flatMap(one -> one.bySample().values().stream().flatMap(List::stream))
                .forEach(append::appendFile);
        append.commit();
        return part;
    }

    /** A sample's rows in the order of the file, with some columns or all ({@code *}); sample 0 of a file without samples has the rows of its sites. */
    public void rows(Imported imported, int sample, List<String> columns, Consumer<Record> row) throws IOException {
        Schema wanted =
                columns.equals(List.of("*")) ? table.schema() : table.schema().select(columns);
        for (DataFile file : imported.bySample().getOrDefault(sample, List.of())) {
            try (CloseableIterable<Record> rows = Parquet.read(table.io().newInputFile(file.location()))
                    .project(wanted)
                    .createReaderFunc(type -> GenericParquetReaders.buildReader(wanted, type))
                    .build()) {
                rows.forEach(row);
            }
        }
    }

    private static List<Path> vcfs(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.vcf(\\.gz|\\.bgz|\\.bz2)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void importFolder(Path data, String job, List<Path> files) {
        List<ItemOutcome> outcomes;
        try {
            outcomes = run(job, files);
        } catch (RuntimeException e) {
            if (files.size() > 1) {
                for (int i = 0; i < files.size(); i++) {
                    importFolder(data, job + "-" + i, List.of(files.get(i)));
                }
                return;
            }
            outcomes = List.of(new ItemOutcome(files.get(0).toString(), false, "CRASH: " + e, 0, 0));
        }
        Map<Integer, Map<Integer, List<DataFile>>> written = dataFiles(job);
        for (int item = 0; item < files.size(); item++) {
            String name = data.relativize(files.get(item)).toString();
            byFile.put(
                    name,
                    new Imported(name, files.get(item), outcomes.get(item), written.getOrDefault(item, Map.of())));
        }
    }

    private List<ItemOutcome> run(String job, List<Path> files) {
        List<String> sources = files.stream().map(Path::toString).toList();
        return new VariantImport(LocalSpark.context(), table, job, 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
    }

    /** By item and sample, each in the order of the input file. */
    private Map<Integer, Map<Integer, List<DataFile>>> dataFiles(String job) {
        record Named(int item, int task, int sample, int batch, DataFile file) {}
        List<Named> named = new ArrayList<>();
        table.refresh();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                Matcher name = DATA_FILE.matcher(task.file().location());
                if (name.find() && name.group(1).equals(job)) {
                    named.add(new Named(
                            Integer.parseInt(name.group(2)),
                            Integer.parseInt(name.group(3)),
                            Integer.parseInt(name.group(4)),
                            Integer.parseInt(name.group(5)),
                            task.file().copy()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        named.sort(Comparator.comparing(Named::task).thenComparing(Named::batch));
        Map<Integer, Map<Integer, List<DataFile>>> files = new LinkedHashMap<>();
        for (Named one : named) {
            files.computeIfAbsent(one.item(), item -> new LinkedHashMap<>())
                    .computeIfAbsent(one.sample(), sample -> new ArrayList<>())
                    .add(one.file());
        }
        return files;
    }
}
