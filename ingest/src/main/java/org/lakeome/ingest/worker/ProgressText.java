package org.lakeome.ingest.worker;

import java.util.Locale;
import org.lakeome.ingest.write.ImportProgress;

/** Says in one line how far an import is: {@code 12.3 MB of 45.0 MB (27%), 81,000 records/s, at chr20:1234567, ...}. */
final class ProgressText {
    /** Before this, speed and time left would be guesses. */
    private static final double SETTLED_SECONDS = 2;

    private ProgressText() {}

    static String of(ImportProgress progress, double seconds) {
        if (progress.bytesTotal() == 0) {
            return "opening the sources";
        }
        long done = Math.min(progress.bytesDone(), progress.bytesTotal());
        StringBuilder text = new StringBuilder()
                .append(megabytes(done))
                .append(" of ")
                .append(megabytes(progress.bytesTotal()))
                .append(" (")
                .append(100 * done / progress.bytesTotal())
                .append("%)");
        if (seconds > SETTLED_SECONDS) {
            text.append(String.format(Locale.ROOT, ", %,d records/s", perSecond(progress.records(), seconds)));
        }
        if (!progress.position().isEmpty()) {
            text.append(", at ").append(progress.position());
        }
        text.append(String.format(Locale.ROOT, ", %,d rows", progress.rows()));
        if (seconds > SETTLED_SECONDS && done > 0) {
            long left = Math.round(seconds * (progress.bytesTotal() - done) / done);
            text.append(left > 0 ? ", about " + time(left) + " left" : ", committing");
        }
        return text.toString();
    }

    static long perSecond(long count, double seconds) {
        return seconds > 0 ? Math.round(count / seconds) : 0;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private static String time(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
