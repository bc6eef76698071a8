package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.http.RawHttp;

/** Clients of other AWS services that meet this port read a reason and try once; who they are, sts tells them. */
class OtherServicesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path home;

    private static WireServer server;

    @BeforeAll
    static void start() {
        server = new WireServer(operations -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void boto3ReadsTheReasonInEachServicesProtocol() throws Exception {
        String python = ServiceModel.pythonWithBoto3();
        assumeThat(python).as("a python3 with boto3").isNotEmpty();
        String program =
                Path.of("src/test/python/neighbours.py").toAbsolutePath().toString();

        int answers = 0;
        for (String line : run(python, program, server.uri().toString()).lines().toList()) {
            JsonNode answer = JSON.readTree(line);
            answers++;
            if (answer.path("call").asText().equals("sts.get_caller_identity")) {
                assertThat(answer.path("Account").asText()).isEqualTo("111122223333");
                assertThat(answer.path("Arn").asText()).isEqualTo("arn:aws:iam::111122223333:root");
                assertThat(answer.path("UserId").asText()).isEqualTo("111122223333");
                continue;
            }
            String service = answer.path("call").asText().replaceFirst("\\..*", "");
            assertThat(answer.path("Error").path("Code").asText()).as(line).isEqualTo("NotSupportedOperationException");
            assertThat(answer.path("Error").path("Message").asText())
                    .as(line)
                    .startsWith("Lakeome does not offer " + service + ":");
            assertThat(answer.path("ResponseMetadata").path("RetryAttempts").asInt(-1))
                    .as(line)
                    .isZero();
        }
        assertThat(answers).isEqualTo(18);
    }

    @Test
    void awsCliKnowsWhoItIs() throws Exception {
        assumeThat(Path.of("/usr/bin/aws")).isExecutable();

        assertThat(run(
                        "/usr/bin/aws",
                        "sts",
                        "get-caller-identity",
                        "--endpoint-url",
                        server.uri().toString()))
                .contains("\"Account\": \"111122223333\"");
        assertThat(run(
                        "/usr/bin/aws",
                        "iam",
                        "list-users",
                        "--endpoint-url",
                        server.uri().toString()))
                .contains("(NotSupportedOperationException)", "Lakeome does not offer iam:ListUsers");
    }

    @Test
    void nobodyIsToldWhoHeIsWithoutAProof() throws IOException {
        String form = "Action=GetCallerIdentity&Version=2011-06-15";
        ReceivedRequest request = signer("sts")
                .sign(
                        "POST",
                        server.uri().resolve("/"),
                        Map.of("content-type", "application/x-www-form-urlencoded"),
                        form.getBytes(StandardCharsets.UTF_8));
        String wire = new String(TestSigner.wire(request), StandardCharsets.ISO_8859_1);

        assertThat(RawHttp.send(server.port(), wire)).contains("<Account>111122223333</Account>");
        assertThat(RawHttp.send(
                        server.port(), wire.replaceFirst("Signature=[0-9a-f]{64}", "Signature=" + "0".repeat(64))))
                .startsWith("HTTP/1.1 403")
                .contains("<Code>SignatureDoesNotMatch</Code>")
                .doesNotContain("111122223333");
    }

    @Test
    void signatureForAnotherServiceOpensNothing() throws IOException {
        ReceivedRequest request =
                signer("sts").sign("GET", server.uri().resolve("/variantStore/a"), Map.of(), new byte[0]);

        assertThat(RawHttp.send(server.port(), TestSigner.wire(request)))
                .startsWith("HTTP/1.1 400")
                .contains("Lakeome does not offer sts:");
    }

    @Test
    void textOfTheRequestIsNoMarkup() throws IOException {
        ReceivedRequest request = signer("iam")
                .sign(
                        "POST",
                        server.uri().resolve("/"),
                        Map.of("content-type", "application/x-www-form-urlencoded"),
                        "Action=%3CScript%3E&Version=1".getBytes(StandardCharsets.UTF_8));

        assertThat(RawHttp.send(server.port(), TestSigner.wire(request)))
                .contains("Lakeome does not offer iam:&lt;Script&gt;");
    }

    private static TestSigner signer(String service) {
        return new TestSigner(WireServer.KEY, Instant.now()).service(service);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        process.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "AWS_ACCESS_KEY_ID", WireServer.KEY.keyId(),
                        "AWS_SECRET_ACCESS_KEY", WireServer.KEY.secret().reveal(),
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true"));
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return output;
    }
}
