package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("limit", Integer.toString(PAGE));
        parameters.put("since", time(since).toString());
        if (store != null) {
            parameters.put("store", store);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = lakeome.session()) {
            while (true) {
                JsonNode events = session.call(SdkHttpMethod.GET, "/lakeome/events", parameters)
                        .path("events");
                for (JsonNode event : events) {
                    out.println(json ? event.toString() : line(event));
                    parameters.put("after", event.path("id").asText());
                }
                out.flush();
                if (events.size() == PAGE) {
                    continue;
                }
                if (!follow) {
                    return 0;
                }
                Thread.sleep(1000);
            }
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
