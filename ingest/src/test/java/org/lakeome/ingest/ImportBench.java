package org.lakeome.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WriteLimits;

/** Imports files into a throw-away table, several times, and prints wall and CPU seconds of each: main TIMES FOLDER FILE... */
public final class ImportBench {
    private ImportBench() {}

    public static void main(String[] arguments) throws IOException {
        int times = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<String> sources = List.of(arguments).subList(2, arguments.length);
        LocalSpark.session();
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int i = 0; i < times; i++) {
            Path warehouse = Files.createTempDirectory(folder, "warehouse");
            Table table = StoreTable.create(warehouse);
            long wall = System.nanoTime();
            long cpu = machine.getProcessCpuTime();
            List<ItemOutcome> outcomes = new VariantImport(
                            LocalSpark.context(),
                            table,
                            UUID.randomUUID().toString(),
                            1,
                            WriteLimits.DEFAULT,
                            ImportOptions.DEFAULT)
                    .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
            System.out.printf(
                    "%.2f s wall, %.2f s CPU, %,d rows, %d MiB, %s%n",
                    (System.nanoTime() - wall) / 1e9,
                    (machine.getProcessCpuTime() - cpu) / 1e9,
                    outcomes.stream().mapToLong(ItemOutcome::rows).sum(),
                    peakMemory(),
                    outcomes.stream()
                            .map(ItemOutcome::message)
                            .filter(text -> !text.isEmpty())
                            .toList());
        }
    }

    /** The most memory that this process has had so far, in MiB; 0 where the system does not tell. */
    private static long peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
