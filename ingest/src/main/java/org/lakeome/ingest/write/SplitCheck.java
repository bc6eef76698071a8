package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.RejectedRecord;
import org.lakeome.ingest.source.TextPlace;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordCheck;

/** One Spark task: writes the bad records of a split into a file of the table of rejected records. */
record SplitCheck(SplitTask task, TextPlace before, ReadOptions options) implements Serializable {

    /** @param fault what ended the check before the end of the split; empty if nothing did */
    record Result(long[] badLines, RejectedRecord first, DataFile file, String fault) implements Serializable {}

    Result run(Table rejected, String jobId, int attempt) throws IOException {
        try (RecordCheck check = new RecordCheck(task.source(), task.header(), options)) {
            return run(check, rejected, jobId, attempt);
        }
    }

    private Result run(RecordCheck check, Table rejected, String jobId, int attempt) throws IOException {
        RejectedFile file = new RejectedFile(
                rejected,
                jobId,
                attempt,
                "%05d-%05d".formatted(task.item(), task.number()),
                task.source().name());
        String fault = "";
        RejectedRecord[] first = {null};
        try (file) {
            Breakdown.contained(task.source().name(), () -> {
                check.run(task.split(), before, record -> {
                    first[0] = first[0] == null ? record : first[0];
                    file.add(record);
                    return !tooMany(check);
                });
                return check;
            });
            fault = tooMany(check) ? tooManyMessage(check, first[0]) : "";
        } catch (InputFault damage) {
            fault = damage.getMessage();
        }
        return new Result(check.badLines(), first[0], file.file(), fault);
    }

    private boolean tooMany(RecordCheck check) {
        return isHopeless(check) || check.bad() > task.source().limits().rejectedRecords();
    }

    private boolean isHopeless(RecordCheck check) {
        return before.equals(TextPlace.START)
                && check.good() == 0
                && check.bad() >= task.source().limits().hopelessRecords();
    }

    private String tooManyMessage(RecordCheck check, RejectedRecord first) {
        String source = task.source().name();
        return (isHopeless(check)
                        ? "None of the first " + check.bad() + " records can be read"
                        : "More than " + task.source().limits().rejectedRecords() + " records would be set aside")
                + ", so the file itself is at fault. The first: " + first.message(source);
    }
}
