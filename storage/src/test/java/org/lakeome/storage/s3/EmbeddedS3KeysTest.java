package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class EmbeddedS3KeysTest {
    @TempDir
    static Path folder;

    private static final MovableClock CLOCK = new MovableClock();
    private static S3WithAccounts accounts;

    private final HttpClient http = HttpClient.newHttpClient();
    private AccessKey key;
    private AccountId account;
    private S3Client alice;

    @BeforeAll
    static void start() {
        accounts = new S3WithAccounts(folder, CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        accounts.close();
    }

    @BeforeEach
    void makeAccount() {
        key = accounts.newAccount();
        account = key.account();
        alice = accounts.client(key);
        alice.createBucket(r -> r.bucket("genomes"));
        alice.putObject(r -> r.bucket("genomes").key("key"), RequestBody.fromString("alice's"));
    }

    @AfterEach
    void closeClients() {
        alice.close();
        http.close();
    }

    @Test
    void unknownKeyAndWrongSecretFailAlike() {
        S3Exception wrongSecret = refusal(accounts.connection(key.keyId(), "wrong"));
        S3Exception unknownKey = refusal(accounts.connection("LKNOBODY000000000000", "wrong"));

        assertThat(wrongSecret.statusCode()).isEqualTo(403);
        assertThat(unknownKey.statusCode()).isEqualTo(403);
        assertThat(unknownKey.awsErrorDetails().errorCode())
                .isEqualTo(wrongSecret.awsErrorDetails().errorCode());
        assertThat(unknownKey.awsErrorDetails().errorMessage())
                .isEqualTo(wrongSecret.awsErrorDetails().errorMessage());
    }

    @Test
    void builtInIdentityOfTheServerIsOfNoUse() {
        assertThat(refusal(accounts.connection("nobody", "nobody")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anonymousIsRefusedEvenWhereTheBucketIsPublic() throws Exception {
        alice.putBucketAcl(r -> r.bucket("genomes").acl("public-read"));
        for (String path : List.of(
                "/",
                "/genomes",
                "/genomes/key",
                "/genomes?list-type=2",
                "/unknown/key",
                "/" + ObjectAccess.REFERENCE_BUCKET)) {
            HttpResponse<String> answer = send(accounts.s3().endpoint().resolve(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).doesNotContain("alice's", "genomes</Name>");
        }
        assertThat(http.send(
                                HttpRequest.newBuilder(accounts.s3().endpoint().resolve("/genomes/new"))
                                        .PUT(HttpRequest.BodyPublishers.ofString("x"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void presignedRequestHoldsUntilItExpiresOrIsChanged() throws Exception {
        String good = presign(Duration.ofMinutes(5)).toString();
        String brief = presign(Duration.ofSeconds(1)).toString();

        assertThat(send(URI.create(good)).body()).isEqualTo("alice's");
        assertThat(send(URI.create(good.replace("/key?", "/other?"))).statusCode())
                .isEqualTo(403);
        assertThat(send(URI.create(good.replace("X-Amz-Expires=300", "X-Amz-Expires=3000")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(URI.create(good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0")))
                        .statusCode())
                .isEqualTo(403);
        Thread.sleep(2100);
        assertThat(send(URI.create(brief)).statusCode()).isEqualTo(403);
    }

    @Test
    void readOnlyKeyReadsAndNeverWrites() {
        try (S3Client reader = S3Clients.open(accounts.s3().readOnly(account, "work-1", Duration.ofHours(1)))) {
            assertThat(reader.getObjectAsBytes(r -> r.bucket("genomes").key("key"))
                            .asUtf8String())
                    .isEqualTo("alice's");
            assertThat(reader.listObjectsV2(r -> r.bucket("genomes")).contents())
                    .hasSize(1);
            assertThat(reader.headObject(r -> r.bucket("genomes").key("key")).contentLength())
                    .isEqualTo(7);

            refused(() -> reader.putObject(r -> r.bucket("genomes").key("key"), RequestBody.fromString("x")));
            refused(() -> reader.deleteObject(r -> r.bucket("genomes").key("key")));
            refused(() -> reader.deleteObjects(r -> r.bucket("genomes")
                    .delete(Delete.builder()
                            .objects(ObjectIdentifier.builder().key("key").build())
                            .build())));
            refused(() -> reader.deleteBucket(r -> r.bucket("genomes")));
            refused(() -> reader.createBucket(r -> r.bucket("another")));
            refused(() -> reader.createMultipartUpload(r -> r.bucket("genomes").key("key")));
            refused(() ->
                    reader.putObjectAcl(r -> r.bucket("genomes").key("key").acl("public-read")));
            refused(() -> reader.copyObject(r -> r.sourceBucket("genomes")
                    .sourceKey("key")
                    .destinationBucket("genomes")
                    .destinationKey("copy")));
        }
        assertThat(alice.listObjectsV2(r -> r.bucket("genomes")).contents()).hasSize(1);
        assertThat(alice.getObjectAsBytes(r -> r.bucket("genomes").key("key")).asUtf8String())
                .isEqualTo("alice's");
    }

    @Test
    void readOnlyKeyOfOneAccountSeesNothingOfAnother() {
        try (S3Client reader = S3Clients.open(
                accounts.s3().readOnly(accounts.newAccount().account(), "work-1", Duration.ofHours(1)))) {
            assertThatThrownBy(() ->
                            reader.getObjectAsBytes(r -> r.bucket("genomes").key("key")))
                    .isInstanceOf(NoSuchBucketException.class);
        }
    }

    @Test
    void temporaryKeyEndsWithRevokeWithTheNextOneAndWithTime() {
        S3Connection revoked = accounts.s3().readOnly(account, "work-1", Duration.ofHours(1));
        accounts.s3().revoke("work-1");
        S3Connection replaced = accounts.s3().readOnly(account, "work-2", Duration.ofHours(1));
        S3Connection current = accounts.s3().readOnly(account, "work-2", Duration.ofHours(1));

        assertThat(refusal(revoked).statusCode()).isEqualTo(403);
        assertThat(refusal(replaced).statusCode()).isEqualTo(403);
        assertThatCode(() -> read(current)).doesNotThrowAnyException();
        CLOCK.now = CLOCK.now.plus(Duration.ofHours(1));
        assertThat(refusal(current).statusCode()).isEqualTo(403);
    }

    @Test
    void referenceReaderReadsWithinItsPrefixAndWritesNowhere() {
        String bucket = ObjectAccess.REFERENCE_BUCKET;
        try (S3Client service = S3Clients.open(accounts.s3().service());
                S3Client reader = S3Clients.open(
                        accounts.s3().referenceReader("111111111111/1/7/", "work-7", Duration.ofHours(1)))) {
            service.putObject(r -> r.bucket(bucket).key("111111111111/1/7/source"), RequestBody.fromString("mine"));
            service.putObject(r -> r.bucket(bucket).key("222222222222/1/7/source"), RequestBody.fromString("bob's"));
            assertThat(reader.getObjectAsBytes(r -> r.bucket(bucket).key("111111111111/1/7/source"))
                            .asUtf8String())
                    .isEqualTo("mine");

            refused(() -> reader.getObject(r -> r.bucket(bucket).key("222222222222/1/7/source")));
            refused(() ->
                    reader.getObject(r -> r.bucket(bucket).key("111111111111/1/7/../../../222222222222/1/7/source")));
            refused(() -> reader.putObject(
                    r -> r.bucket(bucket).key("111111111111/1/7/source"), RequestBody.fromString("x")));
            refused(() -> reader.deleteObject(r -> r.bucket(bucket).key("111111111111/1/7/source")));
            refused(() -> reader.listObjectsV2(r -> r.bucket(bucket)));

            accounts.s3().revoke("work-7");
            refused(() -> reader.getObject(r -> r.bucket(bucket).key("111111111111/1/7/source")));
        }
    }

    @Test
    void referenceWriterStaysWithinItsPrefix() {
        String bucket = ObjectAccess.REFERENCE_BUCKET;
        try (S3Client service = S3Clients.open(accounts.s3().service());
                S3Client writer = S3Clients.open(
                        accounts.s3().referenceWriter(Set.of("111111111111/1/2/"), "work-1", Duration.ofHours(1)))) {
            service.putObject(r -> r.bucket(bucket).key("222222222222/1/2/source"), RequestBody.fromString("bob's"));
            writer.putObject(r -> r.bucket(bucket).key("111111111111/1/2/source"), RequestBody.fromString("ok"));
            assertThat(writer.getObjectAsBytes(r -> r.bucket(bucket).key("111111111111/1/2/source"))
                            .asUtf8String())
                    .isEqualTo("ok");

            refused(() -> writer.getObject(r -> r.bucket(bucket).key("222222222222/1/2/source")));
            refused(() ->
                    writer.getObject(r -> r.bucket(bucket).key("111111111111/1/2/../../../222222222222/1/2/source")));
            refused(() -> writer.putObject(
                    r -> r.bucket(bucket).key("111111111111/1/3/source"), RequestBody.fromString("x")));
            refused(() -> writer.copyObject(r -> r.sourceBucket(bucket)
                    .sourceKey("222222222222/1/2/source")
                    .destinationBucket(bucket)
                    .destinationKey("111111111111/1/2/stolen")));
            refused(() -> writer.listObjectsV2(r -> r.bucket(bucket)));
            refused(() -> writer.deleteObjects(r -> r.bucket(bucket)
                    .delete(Delete.builder()
                            .objects(ObjectIdentifier.builder()
                                    .key("222222222222/1/2/source")
                                    .build())
                            .build())));
            refused(() -> writer.listBuckets());
            refused(() -> service.createBucket(r -> r.bucket("another")));
            assertThat(service.getObjectAsBytes(r -> r.bucket(bucket).key("222222222222/1/2/source"))
                            .asUtf8String())
                    .isEqualTo("bob's");
        }
    }

    private S3Exception refusal(S3Connection connection) {
        try {
            read(connection);
        } catch (S3Exception e) {
            return e;
        }
        throw new AssertionError("was not refused");
    }

    private static void read(S3Connection connection) {
        try (S3Client client = S3Clients.open(connection)) {
            client.getObjectAsBytes(r -> r.bucket("genomes").key("key"));
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode())
                .isEqualTo(403));
    }

    private URI presign(Duration validFor) throws Exception {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(accounts.s3().endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.keyId(), key.secret().reveal())))
                .build()) {
            return presigner
                    .presignGetObject(r -> r.signatureDuration(validFor)
                            .getObjectRequest(g -> g.bucket("genomes").key("key")))
                    .url()
                    .toURI();
        }
    }

    private HttpResponse<String> send(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException(String.format(Locale.ROOT, "no zone %s here", zone));
        }
    }
}
