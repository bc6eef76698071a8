package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfReader;
import org.lakeome.ingest.vep.VepCounts;
import org.lakeome.ingest.vep.VepEntries;

/**
 * Does one {@link SplitTask}: reads batches, encodes their site columns once, and gives every sample's file a row group of
 * them and of the sample's own call columns. Of a narrow band a row group gathers many batches, each so small that it stays in the
 * processor's cache, and all files are open; of a wide one a row group is a batch, and what is encoded is held until
 * one file after another is written, so that 2,504 samples do not need 2,504 open files.
 */
final class SplitWriter {
    private static final long BATCH_BYTES = 1 << 20;
    /** The calls that the narrow band's columns hold as they came, until they make a page. */
    private static final int GATHERED_CALLS = 500_000;

    private static final int MOST_PAGE_ROWS = 20_000;
    /** Row groups with VEP entries are so much smaller: in longer ones more of the dictionaries outgrow their bound. */
    private static final int VEP_SHARE = 4;
    /** Samples whose rows share a file where the layout allows it; more would make footers that take longer to read than rows. */
    private static final int SAMPLES_OF_FILE = 64;

    /** Level 3 makes files half a percent smaller and the import some percent slower. */
    private static final int PACKING = 2;
    /** Text of VEP and the columns made of it get less than 1 % smaller by level 3, which takes half as long again. */
    private static final int VEP_PACKING = 1;

    private final Table table;
    private final String jobId;
    private final String folder;
    private final WriteLimits limits;
    private final ImportOptions options;
    private final SplitTask task;
    private final TaskProgress progress;
    private final int samplesOfFile;
    private final boolean keepOpen;
    private final boolean isNarrow;
    private final PagePacker packer;
    private final List<DataFile> written = new ArrayList<>();
    private final List<RowFile> open = new ArrayList<>();
    private final HeldRows held = new HeldRows();
    private final VepEntries vepEntries;
    private FileShape shape;
    private VepCounts vepCounts = VepCounts.NONE;
    private int lastVepLine = -1;
    private SiteEncoder siteEncoder;
    private CallEncoder callEncoder;
    private VepEncoder vepEncoder;
    private int groupRows;
    private String lastContig;
    private long bytesBeforeGroup;
    private int groups;

    SplitWriter(
            Table table,
            String jobId,
            int attempt,
            WriteLimits limits,
            ImportOptions options,
            SplitTask task,
            TaskProgress progress) {
        this.table = table;
        this.jobId = jobId;
        this.folder = AttemptFiles.folder(table, jobId, attempt);
        this.limits = limits;
        this.options = options;
        this.task = task;
        this.progress = progress;
        this.vepEntries = task.vepFormat() == null
                ? null
                : new VepEntries(task.vepFormat().size());
        this.isNarrow = limits.isNarrow(task.band().size());
        int pageRows = isNarrow ? GATHERED_CALLS / Math.max(1, task.band().size()) : MOST_PAGE_ROWS;
        this.packer = new PagePacker(vepEntries == null ? PACKING : VEP_PACKING, Math.min(MOST_PAGE_ROWS, pageRows));
        this.samplesOfFile = switch (FileLayout.of(table)) {
            case SAMPLES -> 1;
            case SHARED -> SAMPLES_OF_FILE;
        };
        this.keepOpen = samplesOfFile > 1 || isNarrow;
    }

    SplitResult write() throws IOException {
        try {
            return Breakdown.contained(task.source().name(), this::written);
        } catch (InputFault fault) {
            return new SplitResult.Faulted(fault.line(), fault.isOfRecord(), fault.getMessage());
        }
    }

    private SplitResult written() throws IOException {
        boolean whole = false;
        try (VcfReader reader = new VcfReader(
                task.source(), task.header(), task.split(), task.band(), options.reading(), task.skippedLines())) {
            while (next(reader)) {
                if (groupRows >= RowGroups.leastRows(groups)
                        && !reader.batch().contig(0).equals(lastContig)) {
                    writeGroup(reader);
                }
                add(reader);
                if (isGroup()) {
                    writeGroup(reader);
                }
            }
            if (groupRows > 0) {
                writeGroup(reader);
            }
            writeHeld();
            closeAll();
            // The driver of a stopped job does not hear of this task any more.
            progress.checkpoint(0);
            long rows = reader.records() * Math.max(1, task.band().size());
            ContentSum content = reader.content();
            whole = true;
            return new SplitResult.Written(
                    List.copyOf(written),
                    task.isFirstBand() ? reader.records() : 0,
                    rows,
                    Set.copyOf(reader.undeclaredFormats()),
                    task.isFirstBand() ? new LinkedHashMap<>(reader.undeclaredInfos()) : Map.of(),
                    task.isFirstBand() ? vepCounts : VepCounts.NONE,
                    reader.remarks(),
                    content);
        } finally {
            packer.close();
            if (!whole) {
                discardAll();
            }
        }
    }

    private boolean next(VcfReader reader) throws IOException {
        return reader.next(
                limits.groupRecords() - groupRows,
                isNarrow ? BATCH_BYTES : limits.groupBytes(),
                RowGroups.leastRows(groups) - groupRows);
    }

    private void add(VcfReader reader) {
        if (shape == null) {
            start(reader.batch());
        }
        siteEncoder.add();
        if (vepEntries != null) {
            annotations(reader);
        }
        callEncoder.add();
        groupRows += reader.batch().size();
        lastContig = reader.batch().contig(reader.batch().size() - 1);
        progress.checkpoint(0);
    }

    private boolean isGroup() {
        long most = limits.groupBytes() / (vepEncoder == null ? 1 : VEP_SHARE);
        return !isNarrow || groupRows >= limits.groupRecords() || gatheredBytes() >= most;
    }

    private long gatheredBytes() {
        return siteEncoder.heldBytes() + callEncoder.heldBytes() + (vepEncoder == null ? 0 : vepEncoder.heldBytes());
    }

    private void writeGroup(VcfReader reader) throws IOException {
        Map<ColumnPath, PackedPages> sites = siteEncoder.pack();
        if (vepEncoder != null) {
            sites.putAll(vepEncoder.pack());
        }
        int files = Math.max(1, task.band().size());
        for (int sample = 0; sample < files; sample++) {
            Map<ColumnPath, PackedPages> calls = callEncoder.pack(sample, sampleName(sample));
            if (keepOpen) {
                file(sample).add(groupRows, sites, calls);
            } else {
                held.add(sample, groupRows, sites, calls);
            }
            progress.checkpoint(groupRows);
            progress.report(task, reader, bytesBeforeGroup, groupRows, (sample + 1.0) / files);
        }
        bytesBeforeGroup = reader.bytesTaken();
        groupRows = 0;
        groups++;
        if (held.bytes() > limits.groupBytes()) {
            writeHeld();
        }
    }

    private void writeHeld() throws IOException {
        for (int sample = 0; sample < held.samples(); sample++) {
            held.writeTo(newFile(sample), sample);
            closeAll();
            progress.checkpoint(0);
        }
        held.clear();
    }

    private void start(RecordBatch batch) {
        Schema columns = RowColumns.of(table.schema(), batch, vepEntries != null);
        shape = FileShape.of(table, columns);
        siteEncoder = new SiteEncoder(batch, columns, jobId, packer);
        callEncoder = new CallEncoder(batch, columns, isNarrow, packer);
        if (vepEntries != null) {
            vepEncoder = new VepEncoder(columns, task.vepFormat(), packer);
        }
    }

    private void annotations(VcfReader reader) {
        RecordBatch batch = reader.batch();
        int key = batch.infoKey(task.vepFormat().id());
        for (int record = 0; record < batch.size(); record++) {
            if (batch.info(record, key, vepEntries::start)) {
                vepEncoder.write(vepEntries);
                int line = reader.lineInSplit(record);
                // The records of a split multi-allelic line share its value.
                if (line != lastVepLine) {
                    lastVepLine = line;
                    vepCounts = vepCounts.plus(vepEntries.repaired(), vepEntries.leftOut(), line);
                }
            } else {
                vepEncoder.writeNone();
            }
        }
    }

    private String sampleName(int sample) {
        SampleBand band = task.band();
        return band.size() == 0 ? null : task.header().samples().get(band.from() + sample);
    }

    private RowFile file(int sample) throws IOException {
        int place = sample / samplesOfFile;
        return place < open.size() ? open.get(place) : newFile(sample);
    }

    private RowFile newFile(int sample) throws IOException {
        String location = "%s%05d-%05d-%05d-%03d.parquet"
                .formatted(folder, task.item(), task.number(), task.band().from() + sample, groups);
        RowFile file = new RowFile(shape, location, shape.partition(sampleName(sample)));
        open.add(file);
        return file;
    }

    private void closeAll() throws IOException {
        for (RowFile file : open) {
            written.add(file.close());
        }
        open.clear();
    }

    private void discardAll() {
        open.forEach(RowFile::discard);
        written.forEach(file -> table.io().deleteFile(file.location()));
    }
}
