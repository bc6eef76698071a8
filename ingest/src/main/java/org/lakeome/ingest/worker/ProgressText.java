package org.lakeome.ingest.worker;

import java.util.Locale;
import org.lakeome.ingest.write.ImportProgress;

/** Says in one line how far an import is: {@code 12.3 MB of 45.0 MB (27%), 81,000 records/s, at chr20:1234567, ...}. */
final class ProgressText {
    /** Before this, speed and time left would be guesses. */
    private static final double SETTLED_SECONDS = 2;

    private static final String OPENING = "opening the sources";

    private ProgressText() {}

    static String of(ImportProgress progress, double seconds) {
        if (progress.bytesTotal() == 0) {
            return OPENING;
        }
        StringBuilder text = new StringBuilder(done(progress));
        if (seconds > SETTLED_SECONDS) {
            text.append(String.format(Locale.ROOT, ", %,d records/s", perSecond(progress.records(), seconds)));
        }
        if (!progress.position().isEmpty()) {
            text.append(", at ").append(progress.position());
        }
        text.append(String.format(Locale.ROOT, ", %,d rows", progress.rows()));
        return text.append(left(progress, seconds)).toString();
    }

    /** For work that has no records. */
    static String bytes(ImportProgress progress, double seconds) {
        return progress.bytesTotal() == 0 ? OPENING : done(progress) + left(progress, seconds);
    }

    private static String done(ImportProgress progress) {
        long done = Math.min(progress.bytesDone(), progress.bytesTotal());
        long percent = 100 * done / progress.bytesTotal();
        return megabytes(done) + " of " + megabytes(progress.bytesTotal()) + " (" + percent + "%)";
    }

    private static String left(ImportProgress progress, double seconds) {
        if (seconds <= SETTLED_SECONDS || progress.bytesDone() == 0) {
            return "";
        }
        long missing = Math.max(0, progress.bytesTotal() - progress.bytesDone());
        return missing == 0
                ? ", finishing"
                : ", about " + time(Math.max(1, Math.round(seconds * missing / progress.bytesDone()))) + " left";
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
