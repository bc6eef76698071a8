package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.vcf.VcfReader;

/**
 * Does one {@link SplitTask}: reads batches, makes each record's site once and writes it with each sample's call. A narrow band
 * keeps all its files open from batch to batch; a wide one holds a batch as large as its share of the split and writes one
 * file after another, so that 2,504 samples do not need 2,504 open Parquet writers.
 */
final class SplitWriter {
    private final Table table;
    private final String jobId;
    private final String folder;
    private final WriteLimits limits;
    private final SplitTask task;
    private final TaskProgress progress;
    private final boolean keepOpen;
    private final List<DataFile> written = new ArrayList<>();
    private final List<SampleFile> open = new ArrayList<>();
    private int batches;

    SplitWriter(Table table, String jobId, int attempt, WriteLimits limits, SplitTask task, TaskProgress progress) {
        this.table = table;
        this.jobId = jobId;
        this.folder = table.location() + "/data/" + jobId + "/" + attempt;
        this.limits = limits;
        this.task = task;
        this.progress = progress;
        this.keepOpen = task.band().size() <= limits.openFiles();
    }

    SplitResult write() throws IOException {
        boolean whole = false;
        try (VcfReader reader = new VcfReader(task.source(), task.header(), task.split(), task.band())) {
            long bytesBefore = 0;
            while (next(reader)) {
                write(reader, bytesBefore);
                bytesBefore = reader.bytesTaken();
            }
            closeAll();
            long rows = reader.records() * Math.max(1, task.band().size());
            whole = true;
            return new SplitResult.Written(
                    List.copyOf(written),
                    task.isFirstBand() ? reader.records() : 0,
                    rows,
                    Set.copyOf(reader.undeclaredFormats()));
        } catch (InputFault fault) {
            return new SplitResult.Faulted(fault.line(), fault.getMessage());
        } finally {
            if (!whole) {
                discardAll();
            }
        }
    }

    private boolean next(VcfReader reader) throws IOException {
        return keepOpen
                ? reader.next(limits.batchRecords(), limits.bandBytes())
                // Twice the plan, for a split that expands more than the file's start did.
                : reader.next(Integer.MAX_VALUE, 2 * limits.bandBytes());
    }

    private void write(VcfReader reader, long bytesBefore) throws IOException {
        RecordBatch batch = reader.batch();
        List<Site> sites = new ArrayList<>(batch.size());
        for (int record = 0; record < batch.size(); record++) {
            sites.add(batch.site(record));
        }
        int files = Math.max(1, task.band().size());
        for (int sample = 0; sample < files; sample++) {
            SampleFile file = file(sample);
            for (int record = 0; record < sites.size(); record++) {
                if (batch.samples() == 0) {
                    file.add(sites.get(record));
                } else {
                    file.add(sites.get(record), batch, batch.call(record, sample));
                }
            }
            progress.checkpoint(sites.size());
            progress.report(task, reader, bytesBefore, (sample + 1.0) / files);
            if (!keepOpen) {
                closeAll();
            }
        }
        batches++;
    }

    private SampleFile file(int sample) throws IOException {
        if (keepOpen && batches > 0) {
            return open.get(sample);
        }
        SampleBand band = task.band();
        String name = band.size() == 0 ? null : task.header().samples().get(band.from() + sample);
        String location = "%s/%05d-%05d-%05d-%03d.parquet"
                .formatted(folder, task.item(), task.number(), band.from() + sample, batches);
        long rowGroup = Math.max(4L << 20, limits.rowGroupBytes() / (keepOpen ? Math.max(2, band.size()) : 2));
        SampleFile file = new SampleFile(table, location, jobId, name, rowGroup);
        open.add(file);
        return file;
    }

    private void closeAll() throws IOException {
        for (SampleFile file : open) {
            written.add(file.close());
        }
        open.clear();
    }

    private void discardAll() {
        open.forEach(SampleFile::discard);
        written.forEach(file -> table.io().deleteFile(file.location()));
    }
}
