package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.lakeome.ingest.reference.IndexedFasta;
import org.lakeome.ingest.reference.ReferenceCopy;
import org.lakeome.ingest.reference.ReferenceTarget;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.ImportStopped;

/** A leased REFERENCE_IMPORT: copies each FASTA into the account's reference store, with index and digests. */
final class ReferenceJob implements WorkerJob {
    private record Item(String source, String referenceId) {}

    private final int attempt;
    private final S3Access sources;
    private final S3Access target;
    private final String bucket;
    private final String folder;
    private final List<Item> items = new ArrayList<>();
    private final ItemStates states;
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong bytesTotal = new AtomicLong();
    private final long started = System.nanoTime();
    private volatile boolean stopped;

    ReferenceJob(Lease lease) {
        attempt = lease.attempt();
        JsonNode spec = lease.spec();
        JsonNode to = spec.path("target");
        sources = VariantImportSpec.s3(spec.path("s3"));
        target = VariantImportSpec.s3(to);
        bucket = VariantImportSpec.required(to, "bucket");
        folder = VariantImportSpec.required(to, "account") + "/" + VariantImportSpec.required(to, "referenceStoreId")
                + "/";
        for (JsonNode item : spec.path("items")) {
            String source = VariantImportSpec.required(item, "source");
            items.add(new Item(source, VariantImportSpec.required(item, "referenceId")));
        }
        states = new ItemStates(items.stream().map(Item::source).toList());
    }

    @Override
    public Finish run() throws IOException {
        List<Finish.Item> outcomes = new ArrayList<>();
        List<Map<String, Object>> references = new ArrayList<>();
        for (Item item : items) {
            if (stopped) {
                throw new ImportStopped();
            }
            try {
                references.add(described(item, Breakdown.contained(item.source(), () -> copy(item))));
                outcomes.add(new Finish.Item(item.source(), "COMPLETED", "", 0, 0, ""));
                states.set(item.source(), "COMPLETED", "");
            } catch (InputFault fault) {
                outcomes.add(new Finish.Item(item.source(), "FAILED", fault.getMessage(), 0, 0, ""));
                states.set(item.source(), "FAILED", fault.getMessage());
            } catch (IOException e) {
                if (stopped) {
                    throw new ImportStopped();
                }
                throw e;
            }
        }
        return finish(outcomes, references);
    }

    private IndexedFasta copy(Item item) throws IOException {
        S3Object source = S3Object.open(sources, item.source());
        bytesTotal.addAndGet(source.size());
        long before = bytesDone.get();
        ReferenceTarget place = new ReferenceTarget(target, bucket, folder + item.referenceId() + "/");
        IndexedFasta fasta =
                new ReferenceCopy(source, place).run(taken -> bytesDone.set(before + taken), () -> stopped);
        bytesDone.set(before + source.size());
        return fasta;
    }

    private static Map<String, Object> described(Item item, IndexedFasta fasta) {
        return Map.of(
                "referenceId", item.referenceId(),
                "md5", fasta.md5(),
                "sourceBytes", fasta.bytes(),
                "indexBytes", fasta.index().length,
                "contigs", fasta.contigs());
    }

    private Finish finish(List<Finish.Item> outcomes, List<Map<String, Object>> references) {
        long failed = outcomes.size() - references.size();
        String status = failed == 0 ? "COMPLETED" : references.isEmpty() ? "FAILED" : "COMPLETED_WITH_FAILURES";
        String message = failed == 0
                ? "Imported " + references.size() + (references.size() == 1 ? " reference." : " references.")
                : outcomes.stream()
                        .filter(item -> item.status().equals("FAILED"))
                        .findFirst()
                        .map(Finish.Item::message)
                        .orElse("");
        return new Finish(attempt, status, message, outcomes, Map.of("references", references));
    }

    @Override
    public Progress progress() {
        double seconds = (System.nanoTime() - started) / 1e9;
        ImportProgress now = new ImportProgress(bytesDone.get(), bytesTotal.get(), 0, 0, "");
        return new Progress(
                attempt,
                ProgressText.bytes(now, seconds),
                now.bytesDone(),
                now.bytesTotal(),
                0,
                0,
                0,
                "",
                states.list());
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
