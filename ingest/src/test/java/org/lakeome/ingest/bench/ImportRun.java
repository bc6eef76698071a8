package org.lakeome.ingest.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.tabular.TabularRows;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.write.AnnotationColumns;
import org.lakeome.ingest.write.AnnotationFormat;
import org.lakeome.ingest.write.AnnotationImport;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.SourceOpener;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WarehouseFileIO;
import org.lakeome.ingest.write.WriteLimits;

/**
 * Imports files twice or more in this one process, each time into an empty Iceberg table that is there already, and prints a line of
 * figures for each. The first line counts from the start of the process (JVM and Spark included), the others only their import. Main:
 * FOLDER VEP-FIELD REFERENCE SPLIT FILE..., a dash for what is not asked for.
 */
final class ImportRun {
    /** System property: {@code shared} for files that hold several samples. */
    static final String LAYOUT = "lakeome.bench.layout";
    /** System property: {@code gff} or {@code tsv} for an annotation file of that format; otherwise files are VCF. */
    static final String FORMAT = "lakeome.bench.format";

    /** System property: how many imports. */
    static final String IMPORTS = "lakeome.bench.imports";

    /** What {@link AnnotationTexts#tsv} writes. */
    private static final TableLayout TSV = TabularRows.layout(
            AnnotationType.CHR_POS_REF_ALT,
            "chrom STRING, start LONG, ref STRING, alt STRING, ac INT, an INT, af FLOAT, filter STRING, name STRING",
            Map.of("CHR", "chrom", "POS", "start", "REF", "ref", "ALT", "alt"));

    private ImportRun() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ReferenceSequence reference = arguments[2].equals("-") ? null : reference(Path.of(arguments[2]));
        ReadOptions reading = new ReadOptions(reference, arguments[3].equals("split"), false, false);
        ImportOptions options = new ImportOptions(reading, arguments[1].equals("-") ? null : arguments[1]);
        List<String> files = List.of(arguments).subList(4, arguments.length);
        LocalSpark.context();
        List<Path> folders = IntStream.range(0, Integer.getInteger(IMPORTS, 2))
                .mapToObj(number -> folder.resolve("import" + number))
                .toList();
        List<Table> tables = folders.stream().map(ImportRun::table).toList();
        long idle = memory("VmRSS");
        Import task = task(options, files);
        run(folders.get(0), tables.get(0), task, idle, 0, processStart());
        for (int next = 1; next < tables.size(); next++) {
            run(folders.get(next), tables.get(next), task, idle, cpuSeconds(), System.currentTimeMillis());
        }
    }

    private interface Import {
        List<ItemOutcome> into(Table table);
    }

    private static Import task(ImportOptions options, List<String> files) {
        String job = UUID.randomUUID().toString();
        SourceOpener opener = source -> LocalFile.of(Path.of(source));
        Optional<AnnotationFormat> format = format();
        return format.isEmpty()
                ? table -> new VariantImport(LocalSpark.context(), table, job, 1, WriteLimits.DEFAULT, options)
                        .run(files, opener, outcome -> {})
                : table -> List.of(new AnnotationImport(
                                LocalSpark.context(),
                                table,
                                Optional.empty(),
                                job,
                                1,
                                WriteLimits.DEFAULT,
                                format.get())
                        .run(files.get(0), opener));
    }

    private static Optional<AnnotationFormat> format() {
        return switch (System.getProperty(FORMAT, "vcf")) {
            case "gff" -> Optional.of(new AnnotationFormat.Gff());
            case "tsv" ->
                Optional.of(new AnnotationFormat.Tabular(TSV, CsvOptions.of(Map.of("sep", "\t", "header", "false"))));
            default -> Optional.empty();
        };
    }

    /** Of a database in memory, as the server keeps its catalog in one; a catalog of folders would start a process for each commit. */
    private static Table table(Path folder) {
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.initialize(
                "bench",
                Map.of(
                        CatalogProperties.URI,
                        "jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1",
                        JdbcCatalog.PROPERTY_PREFIX + "schema-version",
                        "V1",
                        CatalogProperties.WAREHOUSE_LOCATION,
                        "file:" + folder,
                        CatalogProperties.FILE_IO_IMPL,
                        WarehouseFileIO.class.getName()));
        catalog.createNamespace(Namespace.of("alice"));
        return switch (System.getProperty(FORMAT, "vcf")) {
            case "gff" -> catalog.createTable(TableIdentifier.of("alice", "features"), AnnotationColumns.gff());
            case "tsv" -> catalog.createTable(TableIdentifier.of("alice", "alleles"), AnnotationColumns.tabular(TSV));
            default ->
                System.getProperty(LAYOUT, "").equals("shared")
                        ? StoreTable.createShared(catalog)
                        : StoreTable.create(catalog);
        };
    }

    private static void run(Path folder, Table table, Import task, long idle, double cpuBefore, long started)
            throws IOException {
        List<ItemOutcome> outcomes = task.into(table);
        for (ItemOutcome outcome : outcomes) {
            if (!outcome.completed()) {
                throw new IllegalStateException(outcome.message());
            }
        }
        System.out.printf(
                "figures %.3f %.3f %d %d %d %d%n",
                cpuSeconds() - cpuBefore,
                (System.currentTimeMillis() - started) / 1e3,
                outcomes.stream().mapToLong(ItemOutcome::records).sum(),
                outcomes.stream().mapToLong(ItemOutcome::rows).sum(),
                bytes(folder),
                memory("VmHWM") - idle);
    }

    private static ReferenceSequence reference(Path fasta) throws IOException {
        Path index = Path.of(fasta + ".fai");
        List<Contig> contigs = new ArrayList<>();
        for (String line : Files.readAllLines(index)) {
            List<String> columns = List.of(line.split("\t"));
            contigs.add(new Contig(columns.get(0), Long.parseLong(columns.get(1)), ""));
        }
        return new ReferenceSequence(LocalFile.of(fasta), LocalFile.of(index), contigs);
    }

    private static long processStart() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(ImportRun::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the system says of this process's memory, in MiB; 0 where it does not tell. */
    private static long memory(String kind) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(kind))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
