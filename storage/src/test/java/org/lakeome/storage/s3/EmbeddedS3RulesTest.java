package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What the embedded S3 cannot do is refused with the reason, and nothing is stored of it; what clients ask by habit is taken. */
class EmbeddedS3RulesTest {

    private static final byte[] BODY = "chr1\t1\n".repeat(100).getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static S3WithAccounts accounts;

    private AccessKey key;
    private S3Client alice;
    private RawS3 raw;

    @BeforeAll
    static void start() {
        accounts = new S3WithAccounts(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        accounts.close();
    }

    @BeforeEach
    void makeAccount() {
        key = accounts.newAccount();
        alice = accounts.client(key);
        raw = new RawS3(accounts.s3().endpoint(), key);
        alice.createBucket(r -> r.bucket("genomes"));
    }

    @AfterEach
    void close() {
        alice.close();
    }

    static Stream<String> impossibleKeys() {
        return Stream.of("a//b", "/a", "a/./b", "a/../b", "..", ".", "a/b//", "x".repeat(255), "é".repeat(128) + "/y");
    }

    @ParameterizedTest
    @MethodSource("impossibleKeys")
    void keyThatIsNoFilesNameIsRefusedWithTheReason(String name) {
        put("a/b", "one");

        refused(() -> put(name, "two"), 400, name.length() > 100 ? "KeyTooLongError" : "InvalidRequest");
        refused(() -> alice.createMultipartUpload(r -> r.bucket("genomes").key(name)), 400, "");
        refused(() -> get(name), 400, "");
        refused(() -> copy(name, "c"), 400, "");
        refused(() -> copy("a/b", name), 400, "");
        refused(() -> alice.deleteObject(r -> r.bucket("genomes").key(name)), 400, "");
        alice.deleteObjects(r -> r.bucket("genomes")
                .delete(d -> d.objects(ObjectIdentifier.builder().key(name).build())));
        assertThat(keys()).containsExactly("a/b");
        assertThat(get("a/b")).isEqualTo("one");
    }

    @Test
    void keyAsLongAsADiskHoldsIsKept() {
        for (String name :
                List.of("x".repeat(218), "d".repeat(254) + "/k", ("d".repeat(200) + "/").repeat(5) + "k".repeat(19))) {
            put(name, name);
            assertThat(get(name)).isEqualTo(name);
        }
        refused(() -> put(("d".repeat(200) + "/").repeat(5) + "k".repeat(20), ""), 400, "KeyTooLongError");
        refused(() -> put("x".repeat(219), ""), 400, "KeyTooLongError");
        refused(
                () -> alice.createMultipartUpload(r -> r.bucket("genomes").key("p".repeat(170))),
                400,
                "KeyTooLongError");
        for (String name : List.of("p".repeat(169), "p".repeat(211) + "/" + "q".repeat(212))) {
            uploadInParts(name);
            assertThat(get(name)).isEqualTo("part");
        }
    }

    private void uploadInParts(String name) {
        String upload =
                alice.createMultipartUpload(r -> r.bucket("genomes").key(name)).uploadId();
        String tag = alice.uploadPart(
                        r -> r.bucket("genomes").key(name).uploadId(upload).partNumber(1),
                        RequestBody.fromString("part"))
                .eTag();
        alice.completeMultipartUpload(r -> r.bucket("genomes")
                .key(name)
                .uploadId(upload)
                .multipartUpload(m -> m.parts(p -> p.partNumber(1).eTag(tag))));
    }

    @Test
    void objectInTheWayOfAnotherIsNamed() {
        put("x", "1");
        put("y/z/a", "2");

        refused(() -> put("x/y", "3"), 400, "InvalidRequest", "an object 'x' is in the way");
        refused(() -> put("x/", ""), 400, "InvalidRequest", "an object 'x' is in the way");
        refused(() -> put("y/z", "3"), 400, "InvalidRequest", "objects under 'y/z/' are in the way");
        refused(() -> copy("x", "y"), 400, "InvalidRequest", "objects under 'y/' are in the way");
        refused(() -> alice.createMultipartUpload(r -> r.bucket("genomes").key("x/y")), 400, "InvalidRequest");
        assertThat(get("x")).isEqualTo("1");
        assertThat(get("y/z/a")).isEqualTo("2");
        alice.deleteObject(r -> r.bucket("genomes").key("y/z/a"));
        put("y", "free again");
        assertThat(get("y")).isEqualTo("free again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bad_Name", "UPPER", "under_score", "-a-b", "ab."})
    void bucketThatNoImportCanNameIsRefused(String name) throws IOException {
        assertThat(raw.send(raw.sign("PUT", "/" + name, Map.of(), new byte[0])))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>InvalidBucketName</Code>");
        assertThat(alice.listBuckets().buckets()).hasSize(1);
    }

    @Test
    void partsOutOfOrderAreRefused() {
        String upload =
                alice.createMultipartUpload(r -> r.bucket("genomes").key("big")).uploadId();
        byte[] part = new byte[5 << 20];
        List<CompletedPart> parts = Stream.of(1, 2)
                .map(number -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(alice.uploadPart(
                                        r -> r.bucket("genomes")
                                                .key("big")
                                                .uploadId(upload)
                                                .partNumber(number),
                                        RequestBody.fromBytes(part))
                                .eTag())
                        .build())
                .toList();

        refused(
                () -> alice.completeMultipartUpload(r -> r.bucket("genomes")
                        .key("big")
                        .uploadId(upload)
                        .multipartUpload(m -> m.parts(parts.get(1), parts.get(0)))),
                400,
                "InvalidPartOrder");
        assertThat(keys()).isEmpty();
    }

    @Test
    void whatClientsAskByHabitIsTaken() {
        alice.putObject(
                r -> r.bucket("genomes")
                        .key("habit")
                        .serverSideEncryption(ServerSideEncryption.AES256)
                        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
                        .expectedBucketOwner(key.account().value()),
                RequestBody.fromString("x"));
        alice.createMultipartUpload(r -> r.bucket("genomes")
                .key("big")
                .serverSideEncryption(ServerSideEncryption.AES256)
                .acl(ObjectCannedACL.PRIVATE));
        alice.copyObject(r -> r.sourceBucket("genomes")
                .sourceKey("habit")
                .destinationBucket("genomes")
                .destinationKey("copy")
                .serverSideEncryption(ServerSideEncryption.AES256)
                .expectedSourceBucketOwner(key.account().value()));

        assertThat(keys()).containsExactly("copy", "habit");
        refused(
                () -> alice.listObjectsV2(r -> r.bucket("genomes").expectedBucketOwner("999999999999")),
                403,
                "AccessDenied");
        refused(
                () -> alice.putObject(
                        r -> r.bucket("genomes").key("kms").serverSideEncryption(ServerSideEncryption.AWS_KMS),
                        RequestBody.fromString("x")),
                501,
                "NotImplemented");
    }

    @Test
    void headerAddedOnTheWayIsRefused() throws IOException {
        put("secret", "alice's");
        RawS3.Wire signed = raw.sign("PUT", "/genomes/copy", Map.of(), new byte[0]);

        assertThat(raw.send(signed.with("x-amz-copy-source", "/genomes/secret")))
                .startsWith("HTTP/1.1 403")
                .contains("not signed: x-amz-copy-source");
        assertThat(raw.send(signed.with("x-amz-meta-added", "1"))).startsWith("HTTP/1.1 403");
        RawS3.Wire url = raw.presign("PUT", "/genomes/copy", Clock.systemUTC());
        assertThat(raw.send(url.with("x-amz-acl", "public-read"))).startsWith("HTTP/1.1 403");
        assertThat(keys()).containsExactly("secret");
        assertThat(raw.send(signed)).startsWith("HTTP/1.1 200");
    }

    @Test
    void urlOfTheFutureIsNotYetValid() throws IOException {
        put("k", "alice's");

        assertThat(raw.send(raw.presign("GET", "/genomes/k", Clock.systemUTC())))
                .startsWith("HTTP/1.1 200");
        assertThat(raw.send(raw.presign("GET", "/genomes/k", Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16)))))
                .startsWith("HTTP/1.1 403")
                .contains("Request is not yet valid");
    }

    @Test
    void olderSignaturesAndFormsAreToldWhatToDo() throws IOException {
        for (String line : List.of(
                "GET /genomes/k?AWSAccessKeyId=" + key.keyId() + "&Signature=abc&Expires=1999999999 HTTP/1.1",
                "POST /genomes HTTP/1.1")) {
            RawS3.Wire request = new RawS3.Wire(
                    line,
                    Map.of("host", "localhost", "content-type", "multipart/form-data; boundary=b"),
                    "--b--\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(raw.send(request)).startsWith("HTTP/1.1 400").contains("signature_version = s3v4");
        }
    }

    @Test
    void queryThatIsNoUriIsRefused() throws IOException {
        RawS3.Wire request =
                new RawS3.Wire("GET /genomes?prefix=100% HTTP/1.1", Map.of("host", "localhost"), new byte[0]);
        assertThat(raw.send(request)).startsWith("HTTP/1.1 400").contains("InvalidURI");
    }

    @Test
    void bodyIsNeverAForm() throws IOException {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
        byte[] body = "a=b&acl=c".getBytes(StandardCharsets.UTF_8);

        assertThat(raw.send(raw.sign("PUT", "/genomes/signed", form, body))).startsWith("HTTP/1.1 200");
        RawS3.Wire url = raw.presign("PUT", "/genomes/url", Clock.systemUTC());
        assertThat(raw.send(url.with(body).with("content-type", "application/x-www-form-urlencoded")))
                .startsWith("HTTP/1.1 200");
        assertThat(get("signed")).isEqualTo("a=b&acl=c");
        assertThat(get("url")).isEqualTo("a=b&acl=c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wrongChecksumBehindABodyInChunksIsRefused(boolean signedChunks) throws IOException {
        String upload =
                alice.createMultipartUpload(r -> r.bucket("genomes").key("big")).uploadId();
        for (String path : List.of("/genomes/k", "/genomes/big?partNumber=1&uploadId=" + upload)) {
            RawS3.Wire chunked = raw.sign("PUT", path, Map.of(), BODY, to -> to.putProperty(
                            AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signedChunks)
                    .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
            assertThat(chunked.text()).contains("x-amz-checksum-crc32:");
            byte[] wrong = chunked.text()
                    .replaceFirst("x-amz-checksum-crc32:[^\r]*", "x-amz-checksum-crc32:AAAAAA==")
                    .getBytes(StandardCharsets.ISO_8859_1);

            assertThat(raw.send(chunked.with(wrong))).startsWith("HTTP/1.1 400").contains("<Code>BadDigest</Code>");
            assertThat(keys()).isEmpty();
            assertThat(raw.send(chunked)).startsWith("HTTP/1.1 200");
            alice.deleteObject(r -> r.bucket("genomes").key("k"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyShorterThanDeclaredIsRefused(boolean chunks) throws IOException {
        RawS3.Wire whole = chunks
                ? raw.sign("PUT", "/genomes/k", Map.of(), BODY, to -> to.putProperty(
                                AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32))
                : raw.presign("PUT", "/genomes/k", Clock.systemUTC())
                        .with(BODY)
                        .with("content-length", String.valueOf(BODY.length + 10));
        RawS3.Wire shorter = chunks
                ? whole.with("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .with("Content-Length", "38")
                : whole;

        assertThat(raw.send(shorter)).doesNotStartWith("HTTP/1.1 2").doesNotStartWith("HTTP/1.1 5");
        assertThat(keys()).isEmpty();
    }

    private void put(String name, String content) {
        alice.putObject(r -> r.bucket("genomes").key(name), RequestBody.fromString(content));
    }

    private String get(String name) {
        return alice.getObjectAsBytes(r -> r.bucket("genomes").key(name)).asUtf8String();
    }

    private void copy(String from, String to) {
        alice.copyObject(r -> r.sourceBucket("genomes")
                .sourceKey(from)
                .destinationBucket("genomes")
                .destinationKey(to));
    }

    private List<String> keys() {
        return alice.listObjectsV2(r -> r.bucket("genomes")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static void refused(ThrowingCallable call, int status, String code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(status);
            if (!code.isEmpty()) {
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            }
            assertThat(List.of(words))
                    .allSatisfy(word -> assertThat(refusal.getMessage()).contains(word));
        });
    }
}
