package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** awscli with the embedded S3: what {@code docs/aws-tools.md} says of presigned URLs, and options that people add by habit. */
class AwsS3CliTest {

    private static final String AWS = "/usr/bin/aws";

    @TempDir
    Path home;

    private RunningLakeome lakeome;
    private String endpoint;

    @Test
    void presignsAndTakesOptionsOfHabit() throws Exception {
        assumeThat(Path.of(AWS)).isExecutable();
        lakeome = RunningLakeome.apiOnly();
        try (var s3 = lakeome.s3("s3cli")) {
            endpoint = s3.serviceClientConfiguration()
                    .endpointOverride()
                    .orElseThrow()
                    .toString();
            s3.createBucket(bucket -> bucket.bucket("genomes"));
        }
        Path file = Files.writeString(home.resolve("a.vcf"), "alice's");
        s3("cp", file.toString(), "s3://genomes/a.vcf", "--sse", "AES256", "--acl", "bucket-owner-full-control");
        aws("configure", "set", "default.s3.signature_version", "s3v4");

        assertThat(get(s3("presign", "s3://genomes/a.vcf")).body()).isEqualTo("alice's");
        assertThat(aws("s3api", "put-object", "--bucket", "genomes", "--key", "x//y", "--endpoint-url", endpoint))
                .contains("InvalidRequest", "The key 'x//y' cannot be kept");
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url.strip())).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private String s3(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("s3"));
        all.addAll(List.of(words));
        all.addAll(List.of("--endpoint-url", endpoint));
        return aws(all.toArray(String[]::new));
    }

    private String aws(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(AWS));
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        var keys = lakeome.keys("s3cli").resolveCredentials();
        process.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "AWS_ACCESS_KEY_ID", keys.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", keys.secretAccessKey(),
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true"));
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return output;
    }
}
