package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lakeome.output.OutputFormat;
import org.lakeome.output.Records;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Shows the account's event log: what became of its stores, versions, imports and shares. */
@Command(
        name = "events",
        description = "Show what happened to your stores, imports, references and shares, the oldest first.")
final class EventsCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Option(names = "--store", paramLabel = "NAME", description = "Only of this store, its imports and shares.")
    private String store;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1d",
            description =
                    "How far back: 90m, 12h, 7d, or a time like 2026-11-22T06:30:00Z (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(names = "--follow", description = "Go on with what happens, until interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "One event a line, in the shape of Amazon EventBridge.")
    private boolean json;

    @Mixin
    private ListingOptions output;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("limit", Integer.toString(PAGE));
        parameters.put("since", time(since).toString());
        if (store != null) {
            parameters.put("store", store);
        }
        if (follow && output.format() == OutputFormat.JSON) {
            throw new Failure(2, "--follow has no end, and an array needs one; say --output jsonl");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = lakeome.session()) {
            EventPages pages = new EventPages(session, parameters, follow, out::flush);
            if (!json && output.format() != OutputFormat.TABLE) {
                output.format().print(new EventRows(pages), out, false);
                return 0;
            }
            for (JsonNode event = pages.next(); event != null; event = pages.next()) {
                out.println(json ? event.toString() : line(event));
                out.flush();
            }
            return 0;
        }
    }

    /** Events one after another, a page of them asked for at a time. */
    private static final class EventPages {
        private final Session session;
        private final Map<String, String> parameters;
        private final boolean follow;
        private final Runnable beforeWaiting;
        private Iterator<JsonNode> page = Collections.emptyIterator();
        private boolean isLast;

        EventPages(Session session, Map<String, String> parameters, boolean follow, Runnable beforeWaiting) {
            this.session = session;
            this.parameters = parameters;
            this.follow = follow;
            this.beforeWaiting = beforeWaiting;
        }

        /** Null behind the last; with follow there is none. */
        JsonNode next() throws InterruptedException {
            while (!page.hasNext()) {
                if (isLast && !follow) {
                    return null;
                }
                if (isLast) {
                    beforeWaiting.run();
                    Thread.sleep(1000);
                }
                JsonNode events = session.call(SdkHttpMethod.GET, "/lakeome/events", parameters)
                        .path("events");
                page = events.iterator();
                isLast = events.size() < PAGE;
            }
            JsonNode event = page.next();
            parameters.put("after", event.path("id").asText());
            return event;
        }
    }

    private record EventRows(EventPages pages) implements Records<InterruptedException> {
        @Override
        public List<String> columns() {
            return List.of("time", "event", "status", "store", "subject");
        }

        @Override
        public List<Object> next() throws InterruptedException {
            JsonNode event = pages.next();
            if (event == null) {
                return null;
            }
            JsonNode detail = event.path("detail");
            return Arrays.asList(
                    event.path("time").asText(),
                    event.path("detail-type").asText(),
                    detail.path("status").asText(),
                    detail.path("storeName").textValue(),
                    subject(event));
        }
    }

    static String line(JsonNode event) {
        return "%s  %-23s  %s"
                .formatted(
                        event.path("time").asText(),
                        event.path("detail").path("status").asText(),
                        subject(event));
    }

    private static String subject(JsonNode event) {
        JsonNode detail = event.path("detail");
        String kind =
                event.path("detail-type").asText().replace(" Status Change", "").toLowerCase(Locale.ROOT);
        String name = detail.path("storeName").asText();
        if (detail.has("shareId")) {
            boolean own = event.path("account").equals(detail.path("ownerId"));
            return "%s %s of %s %s account %s"
                    .formatted(
                            kind,
                            detail.path("shareId").asText(),
                            name,
                            own ? "with" : "from",
                            detail.path(own ? "principalSubscriber" : "ownerId").asText());
        }
        if (detail.has("jobId")) {
            return "%s %s into %s".formatted(kind, detail.path("jobId").asText(), name);
        }
        if (detail.has("versionName")) {
            return "%s %s of %s".formatted(kind, detail.path("versionName").asText(), name);
        }
        return kind + " " + (name.isEmpty() ? detail.path("id").asText() : name);
    }

    private static Instant time(String text) {
        if (text.matches("[1-9]\\d{0,4}[mhd]")) {
            String upper = text.toUpperCase(Locale.ROOT);
            return Instant.now().minus(Duration.parse((upper.endsWith("D") ? "P" : "PT") + upper));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Failure(
                    2, "--since: '%s' is not a time; write it like 12h, 7d or 2026-11-22T06:30:00Z".formatted(text));
        }
    }
}
