package org.lakeome.catalog.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;

/**
 * Names the files of other jobs that a worker's message knows by number only, as the table holds no more: {@code file 2 of job
 * ID}. Only jobs of the same table are named, whose owner is the one who reads the message. In one transaction.
 */
final class ItemNames {

    /** Workers say so; the first file is 1. */
    private static final Pattern NUMBERED = Pattern.compile("\\bfile (\\d{1,9}) of job ([0-9a-f-]{36})\\b");

    /** Messages are short; what a hostile one repeats need not be looked up. */
    private static final int MOST = 50;

    private final Sql sql;
    private final JobId job;

    ItemNames(Sql sql, JobId job) {
        this.sql = sql;
        this.job = job;
    }

    String in(String message) {
        StringBuilder named = new StringBuilder();
        Matcher found = NUMBERED.matcher(message);
        for (int i = 0; i < MOST && found.find(); i++) {
            String text = name(found.group(2), Integer.parseInt(found.group(1)), found.group());
            found.appendReplacement(named, Matcher.quoteReplacement(text));
        }
        return found.appendTail(named).toString();
    }

    private String name(String other, int number, String otherwise) {
        return sql.statement("select i.source from import_item i join import_job o on o.id = i.job_id"
                        + " join import_job own on own.table_id = o.table_id and own.owner = o.owner"
                        + " where own.id = :job and o.id = :other and i.position = :position")
                .bind("job", job.value())
                .bind("other", other)
                .bind("position", number - 1)
                .first(row -> row.text("source") + " (job " + other + ")")
                .orElse(otherwise);
    }
}
