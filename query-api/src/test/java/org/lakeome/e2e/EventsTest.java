package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lakeome.cli.Lakeome;
import picocli.CommandLine;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.StoreStatus;

/** The event log through the CLI and over HTTP, of a server without Trino and worker. */
class EventsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void ownerAndSubscriberReadEachWhatConcernsThemAndFollowWhatHappens() throws Exception {
        RunningLakeome lakeome = RunningLakeome.apiOnly();
        String subscriber = lakeome.account("event_reader");
        String owner = lakeome.account("event_owner");
        try (OmicsClient alice = lakeome.omics("event_owner");
                OmicsClient bob = lakeome.omics("event_reader")) {
            alice.createAnnotationStore(create -> create.name("genes").storeFormat(StoreFormat.GFF));
            await().atMost(PATIENCE)
                    .until(() ->
                            alice.getAnnotationStore(get -> get.name("genes")).status() == StoreStatus.ACTIVE);
            String share = alice.createShare(create -> create.resourceArn(arn(alice))
                            .principalSubscriber(subscriber)
                            .shareName("for-you"))
                    .shareId();

            StringWriter followed = new StringWriter();
            Thread follower = Thread.ofVirtual().start(() -> {
                CommandLine line = Lakeome.commandLine();
                line.setOut(new PrintWriter(followed, true));
                line.setErr(new PrintWriter(new StringWriter(), true));
                line.execute(
                        "events",
                        "--follow",
                        "--profile",
                        "event_reader",
                        "--data",
                        lakeome.data().toString());
            });
            await().atMost(PATIENCE).until(() -> followed.toString().contains("PENDING"));
            bob.acceptShare(accept -> accept.shareId(share));
            bob.deleteShare(delete -> delete.shareId(share));
            await().atMost(PATIENCE).until(() -> followed.toString().contains("DELETED"));
            follower.interrupt();
            follower.join();

            String about = "annotation store share " + share + " of genes from account " + owner;
            assertThat(followed.toString().lines().map(EventsTest::withoutTime))
                    .containsExactly(
                            "PENDING " + about,
                            "ACTIVATING " + about,
                            "ACTIVE " + about,
                            "DELETING " + about,
                            "DELETED " + about);
            assertThat(lakeome.lakeome("events", "--store", "genes", "--profile", "event_owner")
                            .out()
                            .lines()
                            .map(EventsTest::withoutTime))
                    .containsExactly(
                            "CREATING annotation store genes",
                            "CREATING annotation store version genes of genes",
                            "CREATED annotation store version genes of genes",
                            "CREATED annotation store genes",
                            "PENDING " + about.replace("from account " + owner, "with account " + subscriber),
                            "ACTIVATING " + about.replace("from account " + owner, "with account " + subscriber),
                            "ACTIVE " + about.replace("from account " + owner, "with account " + subscriber),
                            "DELETING " + about.replace("from account " + owner, "with account " + subscriber),
                            "DELETED " + about.replace("from account " + owner, "with account " + subscriber));
        }
        List<String> json = lakeome.lakeome("events", "--json", "--profile", "event_reader")
                .out()
                .lines()
                .toList();
        JsonNode event = new ObjectMapper().readTree(json.getLast());
        assertThat(event.path("source").asText()).isEqualTo("aws.omics");
        assertThat(event.path("account").asText()).isEqualTo(subscriber);
        assertThat(event.at("/detail/shareName").asText()).isEqualTo("for-you");
        assertThat(event.at("/detail/status").asText()).isEqualTo("DELETED");
        assertThat(lakeome.lakeome("events", "--output", "csv", "--profile", "event_reader")
                        .out()
                        .lines())
                .hasSize(6)
                .startsWith("time,event,status,store,subject")
                .anyMatch(line -> line.matches("2[^,]+Z,[^,]*Share[^,]*,DELETED,genes,annotation store share .*"));
        assertThat(lakeome.lakeome("events", "--follow", "--output", "json", "--profile", "event_reader"))
                .returns(2, output -> output.exitCode());
    }

    private static String arn(OmicsClient client) {
        return client.getAnnotationStore(get -> get.name("genes")).storeArn();
    }

    private static String withoutTime(String line) {
        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  .*");
        return line.substring(22).replaceAll(" {2,}", " ");
    }

    @Test
    void requestThatNobodySignedIsRefused() throws Exception {
        RunningLakeome lakeome = RunningLakeome.apiOnly();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(lakeome.api() + "/lakeome/events"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("aws.omics");
        }
    }

    @Test
    void wrongTimeIsToldInWords() throws Exception {
        RunningLakeome lakeome = RunningLakeome.apiOnly();
        lakeome.account("event_reader");
        RunningLakeome.Output output = lakeome.lakeome("events", "--since", "yesterday", "--profile", "event_reader");

        assertThat(output.exitCode()).isEqualTo(2);
        assertThat(output.err()).contains("--since: 'yesterday' is not a time; write it like 12h, 7d");
    }
}
