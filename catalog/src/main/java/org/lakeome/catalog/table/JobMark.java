package org.lakeome.catalog.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mark that each import leaves on its snapshot: its id, and what became of each file, which it knows by its place in the job. */
record JobMark(String job, String items) {

    private static final Logger LOG = LoggerFactory.getLogger(JobMark.class);

    static Optional<JobMark> of(Snapshot snapshot) {
        return Optional.ofNullable(snapshot.summary().get("lakeome.job-id"))
                .map(job -> new JobMark(job, snapshot.summary().get("lakeome.items")));
    }

    boolean isOf(JobId id) {
        return id.value().equals(job);
    }

    /**
     * What the worker would have reported, had it lived to, but for the messages; empty if its list of items cannot be read.
     *
     * @param sources of the job, in its order
     */
    Optional<Outcome> outcome(List<String> sources) {
        return readItems().map(items -> outcome(items, sources));
    }

    private static Outcome outcome(JsonNode items, List<String> sources) {
        List<ItemReport> reports = new ArrayList<>();
        long rejected = 0;
        long completed = 0;
        for (JsonNode item : items) {
            boolean done = item.path("completed").asBoolean();
            completed += done ? 1 : 0;
            rejected += item.path("rejected").asLong();
            reports.add(new ItemReport(
                    source(item, sources),
                    done ? ItemState.COMPLETED : ItemState.FAILED,
                    item.path("message").asText(""),
                    item.path("records").asLong(),
                    item.path("rows").asLong(),
                    item.path("content").asText("")));
        }
        boolean whole = completed == reports.size() && rejected == 0;
        return new Outcome(
                whole ? Outcome.Status.COMPLETED : Outcome.Status.COMPLETED_WITH_FAILURES,
                "Imported " + completed + " of " + reports.size() + " files"
                        + (rejected == 0 ? "" : " and set " + rejected + " records aside")
                        + "; the ingest worker was lost after its commit",
                reports,
                Optional.empty());
    }

    /** Marks had the source itself once; a place that the job does not have names none of its items. */
    private static String source(JsonNode item, List<String> sources) {
        int place = item.path("item").asInt(-1);
        return place < 0 || place >= sources.size() ? item.path("source").asText() : sources.get(place);
    }

    /** Any writer of the table may have made the mark: the end of a job must not hang on it. */
    private Optional<JsonNode> readItems() {
        if (items == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper().readTree(items)).filter(JsonNode::isArray);
        } catch (JsonProcessingException e) {
            LOG.warn("A snapshot of job {} holds an unreadable list of items", job, e);
            return Optional.empty();
        }
    }
}
