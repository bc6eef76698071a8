package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.source.ContentSum;

/**
 * What became of one input file of a job; message is empty when there is nothing to say.
 *
 * @param records that were imported
 * @param rejected records that were set aside
 * @param content the same for files of equal bytes, see {@link org.lakeome.ingest.source.ContentSum}; empty where it is not known
 */
public record ItemOutcome(
        String source, boolean completed, String message, long records, long rows, long rejected, String content)
        implements Serializable {
    /** HealthOmics' words. */
    static final String NO_ROWS = "Cannot import file with 0 rows.";
    /** A file may be the whole answer to a question that nothing met. */
    static final String NO_RECORDS = "The file has no records, and nothing was imported.";

    public ItemOutcome(String source, boolean completed, String message, long records, long rows) {
        this(source, completed, message, records, rows, 0);
    }

    ItemOutcome(String source, boolean completed, String message, long records, long rows, long rejected) {
        this(source, completed, message, records, rows, rejected, "");
    }

    /** With more to say; notes beyond the most that are told are only counted. */
    ItemOutcome with(List<String> notes, int most) {
        if (notes.isEmpty()) {
            return this;
        }
        List<String> told = new ArrayList<>(notes.subList(0, Math.min(most, notes.size())));
        if (!message.isEmpty()) {
            told.add(0, message);
        }
        if (notes.size() > most) {
            told.add(notes.size() - most + " more notes of this kind.");
        }
        return new ItemOutcome(source, completed, String.join(" ", told), records, rows, rejected, content);
    }

    /** The same with something to say before all else. */
    ItemOutcome first(String note) {
        String all = message.isEmpty() ? note : note + " " + message;
        return new ItemOutcome(source, completed, all, records, rows, rejected, content);
    }

    /** @param whole the sum of a whole file of this size; another one tells nothing */
    ItemOutcome of(ContentSum whole, long size) {
        String sum = whole.bytes() == size ? whole.text() : "";
        return new ItemOutcome(source, completed, message, records, rows, rejected, sum);
    }

    static ItemOutcome skipped(String source, String message) {
        return new ItemOutcome(source, true, message, 0, 0);
    }

    static ItemOutcome failed(String source, String message) {
        return new ItemOutcome(source, false, message, 0, 0);
    }
}
