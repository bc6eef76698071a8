package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.GetVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.omics.model.ListVariantStoresRequest;
import software.amazon.awssdk.services.omics.model.ListVariantStoresResponse;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.UntagResourceRequest;
import software.amazon.awssdk.services.omics.model.UntagResourceResponse;
import software.amazon.awssdk.services.omics.model.VariantStoreItem;

/** Every awscli on the PATH, unchanged, against a real server whose operations are fakes. It reaches the server as its proxy, host prefix and all. */
class AwsCliTest {

    private static final String ARN = "arn:aws:omics:us-east-1:111122223333:variantStore/store_a";
    private static final Instant CREATED = Instant.parse("2026-11-21T10:11:12.345678Z");
    private static final AtomicReference<Object> SEEN = new AtomicReference<>();

    @TempDir
    static Path home;

    private static WireServer server;

    private record Result(int exit, String output) {}

    @BeforeAll
    static void start() {
        server = new WireServer(operations -> operations
                .on(ListVariantStoresRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return ListVariantStoresResponse.builder()
                            .variantStores(VariantStoreItem.builder()
                                    .name("store_a")
                                    .creationTime(CREATED)
                                    .build())
                            .build();
                })
                .on(CreateVariantStoreRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return CreateVariantStoreResponse.builder()
                            .name(request.name())
                            .status(StoreStatus.CREATING)
                            .creationTime(CREATED)
                            .build();
                })
                .on(GetVariantStoreRequest.class, (caller, request) -> {
                    throw new ApiError.NotFound("There is no variant store '" + request.name() + "'.");
                })
                .on(ListTagsForResourceRequest.class, (caller, request) -> ListTagsForResourceResponse.builder()
                        .tags(Map.of("arn", request.resourceArn()))
                        .build())
                .on(UntagResourceRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return UntagResourceResponse.builder().build();
                }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyCliListsCreatesAndTags() throws Exception {
        for (String aws : clis()) {
            assertThat(run(
                            aws,
                            "list-variant-stores",
                            "--ids",
                            "1a2b3c4d5e6f",
                            "--filter",
                            "status=ACTIVE",
                            "--max-results",
                            "5"))
                    .satisfies(result -> assertThat(result.output()).contains("store_a", "2026-11-21T10:11:12.345678"))
                    .returns(0, Result::exit);
            assertThat(((ListVariantStoresRequest) SEEN.get()).maxResults()).isEqualTo(5);
            assertThat(run(
                                    aws,
                                    "create-variant-store",
                                    "--name",
                                    "store_b",
                                    "--description",
                                    "ä b",
                                    "--reference",
                                    "referenceArn=" + ARN)
                            .output())
                    .contains("\"status\": \"CREATING\"");
            assertThat(((CreateVariantStoreRequest) SEEN.get()).description()).isEqualTo("ä b");
            assertThat(run(aws, "list-tags-for-resource", "--resource-arn", ARN).output())
                    .contains("\"arn\": \"" + ARN + "\"");
            assertThat(run(aws, "untag-resource", "--resource-arn", ARN, "--tag-keys", "k 1", "k+2")
                            .exit())
                    .isZero();
            assertThat(((UntagResourceRequest) SEEN.get()).tagKeys()).containsExactly("k 1", "k+2");
        }
    }

    @Test
    void everyCliNamesErrorsAsItNamesThoseOfAws() throws Exception {
        for (String aws : clis()) {
            assertThat(run(aws, "get-variant-store", "--name", "gone").output())
                    .contains(
                            "An error occurred (ResourceNotFoundException) when calling the GetVariantStore operation: "
                                    + "There is no variant store 'gone'.");
            assertThat(run(aws, "create-variant-store", "--name", "UPPER", "--reference", "referenceArn=" + ARN)
                            .output())
                    .contains("(ValidationException)")
                    .contains("Value 'UPPER' at 'name' failed to satisfy constraint");
            assertThat(run(aws, "delete-variant-store", "--name", "store_a").output())
                    .contains("(NotSupportedOperationException)", "Lakeome does not offer DeleteVariantStore yet.");
        }
    }

    private static List<String> clis() {
        List<String> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "aws"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .filter(aws -> !aws.startsWith("/bin/"))
                .distinct()
                .toList();
        assumeThat(found).as("awscli on the PATH").isNotEmpty();
        return found;
    }

    private static Result run(String aws, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(aws, "omics"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--endpoint-url", "http://omics.example.test", "--output", "json"));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = process.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "LC_ALL", "C.UTF-8",
                "AWS_ACCESS_KEY_ID", WireServer.KEY.keyId(),
                "AWS_SECRET_ACCESS_KEY", WireServer.KEY.secret().reveal(),
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "HTTP_PROXY", server.uri().toString(),
                "http_proxy", server.uri().toString()));
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(running.exitValue(), output);
    }
}
