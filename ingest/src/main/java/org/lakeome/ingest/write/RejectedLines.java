package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.RejectedRecord;
import org.lakeome.ingest.source.TextPlace;
import org.lakeome.ingest.source.TextSource;

/** Sets the bad lines of one split aside in a file of the table of rejected records, made at the first. For one thread. */
final class RejectedLines implements BadLines {
    private final Table rejected;
    private final String jobId;
    private final int attempt;
    private final String name;
    private final LongSupplier goodRows;
    private RejectedFile file;
    private TextPlace before;
    private RejectedRecord first;
    private long count;

    /** @param name of the file, without folder and ending */
    RejectedLines(Table rejected, String jobId, int attempt, String name, LongSupplier goodRows) {
        this.rejected = rejected;
        this.jobId = jobId;
        this.attempt = attempt;
        this.name = name;
        this.goodRows = goodRows;
    }

    @Override
    public void take(TextSource source, LineReader lines, FieldFault fault) throws IOException {
        if (file == null) {
            file = new RejectedFile(rejected, jobId, attempt, name, source.name());
            before = lines.placeOfSplit();
        }
        RejectedRecord record = RejectedRecord.of(lines, before, fault, source.limits());
        first = first == null ? record : first;
        file.add(record);
        count++;
        if (count > source.limits().rejectedRecords()) {
            throw hopeless(source, "More than " + source.limits().rejectedRecords() + " lines would be set aside");
        }
        boolean atStart = before.equals(TextPlace.START);
        if (atStart && goodRows.getAsLong() == 0 && count >= source.limits().hopelessRecords()) {
            throw hopeless(source, "None of the first " + count + " lines can be read");
        }
    }

    private InputFault hopeless(TextSource source, String what) {
        return InputFault.told(
                source.name(), what + ", so the file itself is at fault. The first: " + first.message(source.name()));
    }

    long count() {
        return count;
    }

    /** Null when there is none. */
    RejectedRecord first() {
        return first;
    }

    /** The file, whole; null when no line was set aside. */
    DataFile close() throws IOException {
        if (file == null) {
            return null;
        }
        file.close();
        return file.file();
    }

    /** Removes what was written; no snapshot has it yet. */
    void discard() {
        if (file != null) {
            file.discard();
        }
    }
}
