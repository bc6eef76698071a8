package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.write.ImportUndo;

/** A leased UNDO_IMPORT: takes one import's rows out of its tables with the lease's token, one commit for each. */
final class UndoImportJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final JsonNode spec;
    private final String jobId;
    private final long started = System.nanoTime();
    private final StopSwitch stopSwitch = new StopSwitch();

    UndoImportJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = lease.spec();
        this.jobId = VariantImportSpec.required(spec, "jobId");
    }

    @Override
    public Finish run() throws Exception {
        List<String> told = new ArrayList<>();
        for (JsonNode each : spec.path("tables")) {
            TablePlace place = TablePlace.of(each);
            try (RESTCatalog catalog = place.openCatalog()) {
                ImportUndo work = new ImportUndo(spark, place.load(catalog), jobId, attempt);
                stopSwitch.arm(work::stop);
                told.add("%,d rows from table %s".formatted(work.run(), place.name()));
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
        stopSwitch.stop();
    }
}
