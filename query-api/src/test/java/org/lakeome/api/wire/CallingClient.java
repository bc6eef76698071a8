package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.http.RawHttp;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.OmicsRequest;

/** A client that makes any call, one after the other and as fast as it can. A refusal is an answer with the member {@code error}. */
interface CallingClient extends AutoCloseable {

    JsonMapper JSON = JsonMapper.builder().build();

    JsonNode call(String operation, ObjectNode input);

    @Override
    default void close() {}

    private static OperationModel operation(String name) {
        return Shared.CONTRACT.operation(name).orElseThrow();
    }

    /** What all clients without an SDK read. */
    final class Shared {
        private static final Contract CONTRACT = Contract.load();

        private Shared() {}
    }

    /** A program that reads calls and writes answers, a line each. */
    final class OfProgram implements CallingClient {
        private final Process process;
        private final Writer calls;
        private final BufferedReader answers;

        OfProgram(Path folder, Map<String, String> environment, String... command) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(environment);
            process = builder.start();
            calls = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        @Override
        public JsonNode call(String operation, ObjectNode input) {
            try {
                ObjectNode line = JSON.createObjectNode().put("operation", operation);
                calls.write(line.set("input", input).toString() + "\n");
                calls.flush();
                return JSON.readTree(answers.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** The Java SDK. */
    record OfJava(OmicsClient omics) implements CallingClient {
        @Override
        public JsonNode call(String operation, ObjectNode input) {
            try {
                Class<?> type = Class.forName(OmicsRequest.class.getPackageName() + "." + operation + "Request");
                Object request =
                        SdkObjects.build((SdkPojo) type.getMethod("builder").invoke(null), input);
                String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
                return SdkObjects.body(
                        (SdkPojo) OmicsClient.class.getMethod(method, type).invoke(omics, request));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof AwsServiceException refused) {
                    return JSON.createObjectNode()
                            .put("error", refused.awsErrorDetails().errorCode());
                }
                throw new IllegalStateException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A client that names no call; all its calls are of one second, so equal ones are equal to the last byte. */
    record WithoutIds(URI api, AccessKey key, Instant second) implements CallingClient {
        @Override
        public JsonNode call(String operation, ObjectNode input) {
            ReceivedRequest plain = Requests.of(operation(operation), input);
            String query = plain.rawQuery().isEmpty() ? "" : "?" + plain.rawQuery();
            ReceivedRequest signed = new TestSigner(key, second)
                    .sign(plain.method(), URI.create(api + plain.rawPath() + query), Map.of(), plain.body());
            signed.headers().put("connection", List.of("close"));
            try {
                String answer = RawHttp.send(api.getPort(), TestSigner.wire(signed));
                String type = answer.replaceFirst("(?s).*x-amzn-ErrorType: ([A-Za-z]*).*", "$1");
                String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                return type.equals(answer)
                        ? JSON.readTree(body.isEmpty() ? "{}" : body)
                        : JSON.createObjectNode().put("error", type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One {@code curl --aws-sigv4} a call. */
    record OfCurl(URI api, AccessKey key) implements CallingClient {
        @Override
        public JsonNode call(String operation, ObjectNode input) {
            ReceivedRequest plain = Requests.of(operation(operation), input);
            List<String> command = new ArrayList<>(List.of("curl", "-s", "-X", plain.method()));
            command.addAll(List.of("--aws-sigv4", "aws:amz:us-east-1:omics", "--user"));
            command.add(key.keyId() + ":" + key.secret().reveal());
            if (plain.body().length > 0) {
                command.addAll(List.of("-H", "Content-Type: application/json", "--data-binary"));
                command.add(new String(plain.body(), StandardCharsets.UTF_8));
            }
            command.add(api + plain.rawPath() + (plain.rawQuery().isEmpty() ? "" : "?" + plain.rawQuery()));
            command.addAll(List.of("-w", "\n%{http_code}"));
            try {
                Process curl = new ProcessBuilder(command).start();
                String out = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String body = out.substring(0, out.lastIndexOf('\n'));
                return out.endsWith("404")
                        ? JSON.createObjectNode().put("error", "ResourceNotFoundException")
                        : JSON.readTree(body.isEmpty() ? "{}" : body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
