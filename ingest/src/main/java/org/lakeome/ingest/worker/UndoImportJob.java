package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.write.ImportStopped;
import org.lakeome.ingest.write.ImportUndo;
import org.lakeome.ingest.write.WarehouseFileIO;

/** A leased UNDO_IMPORT: takes one import's rows out of its tables with the lease's token, one commit for each. */
final class UndoImportJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final JsonNode spec;
    private final String jobId;
    private final long started = System.nanoTime();
    private volatile ImportUndo running;
    private volatile boolean stopped;

    UndoImportJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = lease.spec();
        this.jobId = VariantImportSpec.required(spec, "jobId");
    }

    @Override
    public Finish run() {
        List<String> told = new ArrayList<>();
        for (JsonNode place : spec.path("tables")) {
            try (RESTCatalog catalog = new RESTCatalog()) {
                catalog.initialize(
                        "lakeome",
                        VariantImportSpec.catalogProperties(
                                VariantImportSpec.required(place, "catalogUri"),
                                VariantImportSpec.required(place, "token"),
                                WarehouseFileIO.class.getName()));
                String name = VariantImportSpec.required(place, "name");
                Table table =
                        catalog.loadTable(TableIdentifier.of(VariantImportSpec.required(place, "namespace"), name));
                ImportUndo work = new ImportUndo(spark, table, jobId, attempt);
                running = work;
                if (stopped) {
                    throw new ImportStopped();
                }
                told.add("%,d rows from table %s".formatted(work.run(), name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Finish(attempt, "COMPLETED", "Removed " + String.join(", ", told) + ".", List.of(), Map.of());
    }

    @Override
    public Progress progress() {
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        String text = "taking the rows out of files with those of other imports, for " + seconds + " s";
        return new Progress(attempt, text, 0, 0, 0, 0, 0, "", List.of());
    }

    @Override
    public void stop() {
        stopped = true;
        ImportUndo work = running;
        if (work != null) {
            work.stop();
        }
    }
}
