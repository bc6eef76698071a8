package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.HeldBytes;
import org.lakeome.ingest.source.InputFault;

/**
 * One Spark task for several small items, one after another: a Spark job costs several times what reading a small file does. A
 * bad item is a result as any other and leaves the next ones alone.
 *
 * @param quarantine bad records are set aside, and not the item
 */
record SmallItems(List<OpenedItem> items, WriteLimits limits, ImportOptions options, boolean quarantine)
        implements Serializable {

    /** A file of this packed size is never cut, and may be held as a whole. */
    static final long MOST_BYTES = 1 << 20;

    /** In the order of the items; null for one that has to be run alone. */
    List<ItemResult> run(Table table, String jobId, int attempt, TaskProgress progress) {
        List<ItemResult> results = new ArrayList<>();
        for (OpenedItem item : items) {
            results.add(run(item, table, jobId, attempt, progress.ofNextItem()));
        }
        return results;
    }

    private ItemResult run(OpenedItem item, Table table, String jobId, int attempt, TaskProgress progress) {
        try {
            return Breakdown.contained(item.source(), () -> result(item, table, jobId, attempt, progress));
        } catch (InputFault fault) {
            return ItemResult.failed(item.source(), fault.getMessage());
        } catch (IOException e) {
            return ItemResult.unreadable(item.source(), e);
        }
    }

    private ItemResult result(OpenedItem item, Table table, String jobId, int attempt, TaskProgress progress)
            throws IOException {
        ByteSource held = HeldBytes.of(item.bytes());
        ItemPlan plan = ItemPlan.of(item.number(), held, limits, 1, options.vep());
        if (plan.tasks().size() > 1) {
            return null;
        }
        SplitResult result = write(writer(plan, table, jobId, attempt, progress));
        if (result instanceof SplitResult.Written written) {
            ItemPlan wider = plan.withFormats(written.undeclaredFormats());
            if (wider != plan) {
                written.files().forEach(file -> table.io().deleteFile(file.location()));
                plan = wider;
                result = write(writer(plan, table, jobId, attempt, progress));
            }
        }
        if (quarantine && result instanceof SplitResult.Faulted faulted && faulted.ofRecord()) {
            return null;
        }
        return ItemResult.of(item.source(), plan, List.of(result), SetAside.NONE, "");
    }

    private SplitWriter writer(ItemPlan plan, Table table, String jobId, int attempt, TaskProgress progress) {
        return new SplitWriter(
                table, jobId, attempt, limits, options, plan.tasks().get(0), progress);
    }

    /** The source is in memory, so what cannot be read or written now is the warehouse or the reference: no item's fault. */
    private static SplitResult write(SplitWriter writer) {
        try {
            return writer.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
