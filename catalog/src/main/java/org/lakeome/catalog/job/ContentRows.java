package org.lakeome.catalog.job;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;

/** Which content the imports of a table have brought, whose rows are still there. In one transaction. */
final class ContentRows {

    /** As workers write it: bytes and two checksums. */
    private static final Pattern FORM = Pattern.compile("[0-9]{1,19}(-[0-9a-f]{8}){2}");

    private final Sql sql;

    ContentRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * Notes what an item has brought, unless its table is gone.
     *
     * @param content as a worker tells it or any writer of the table has marked it; nothing else than a content is noted
     */
    void insert(JobId job, int position, String content) {
        if (!FORM.matcher(content).matches()) {
            return;
        }
        sql.statement("insert into import_content (table_id, job_id, position, content, source, imported)"
                        + " select t.id, j.id, i.position, :content, i.source, :now from import_job j"
                        + " join store_table t on t.id = j.table_id join import_item i on i.job_id = j.id"
                        + " where j.id = :job and i.position = :position")
                .bind("content", content)
                .bind("now", sql.now())
                .bind("job", job.value())
                .bind("position", position)
                .execute();
    }

    /** For each of the contents that another job has brought to this job's table, the first that did, in words. */
    Map<String, String> known(JobId job, Collection<String> contents) {
        Map<String, String> known = new HashMap<>();
        if (contents.isEmpty()) {
            return known;
        }
        sql.statement("select c.content, c.job_id, c.source, c.imported from import_content c"
                        + " join import_job j on j.table_id = c.table_id where j.id = :job and c.job_id <> :job"
                        + " and c.content in (<contents>) order by c.imported, c.job_id, c.position")
                .bind("job", job.value())
                .bindList("contents", List.copyOf(contents))
                .list(row -> known.putIfAbsent(
                        row.text("content"),
                        "job %s of %s (%s)"
                                .formatted(
                                        row.text("job_id"),
                                        row.instant("imported")
                                                .atZone(ZoneOffset.UTC)
                                                .toLocalDate(),
                                        row.text("source"))));
        return known;
    }
}
