package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedS3Test {
    @TempDir
    static Path folder;

    private static S3WithAccounts accounts;

    private AccessKey aliceKey;
    private AccessKey bobKey;
    private S3Client alice;
    private S3Client bob;

    @BeforeAll
    static void start() {
        accounts = new S3WithAccounts(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        accounts.close();
    }

    @BeforeEach
    void makeAccounts() {
        aliceKey = accounts.newAccount();
        bobKey = accounts.newAccount();
        alice = accounts.client(aliceKey);
        bob = accounts.client(bobKey);
    }

    @AfterEach
    void closeClients() {
        alice.close();
        bob.close();
    }

    /** As `lakeome import` of many files sends them; Java's HTTP client broke off where each asked first whether it may come. */
    @Test
    void thousandsOfUploadsInARowArrive() {
        alice.createBucket(bucket -> bucket.bucket("many"));
        for (int i = 0; i < 2_500; i++) {
            String key = "%04d".formatted(i);
            byte[] bytes = new byte[1 + i * 7 % 30_000];
            alice.putObject(object -> object.bucket("many").key(key), RequestBody.fromBytes(bytes));
        }

        assertThat(alice.listObjectsV2Paginator(list -> list.bucket("many")).contents())
                .hasSize(2_500);
    }

    @Test
    void anotherAccountsBucketDoesNotExist() {
        put(alice, "genomes", "secret.vcf", "alice's");

        assertThatThrownBy(() -> get(bob, "genomes", "secret.vcf")).isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> bob.listObjectsV2(r -> r.bucket("genomes"))).isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() ->
                        bob.putObject(r -> r.bucket("genomes").key("secret.vcf"), RequestBody.fromString("bob's")))
                .isInstanceOf(NoSuchBucketException.class);
        attempt(() -> bob.deleteObject(r -> r.bucket("genomes").key("secret.vcf")));
        assertThat(bob.listBuckets().buckets()).isEmpty();
        assertThat(get(alice, "genomes", "secret.vcf")).isEqualTo("alice's");
    }

    @Test
    void sameBucketNameInTwoAccountsIsTwoBuckets() {
        put(alice, "genomes", "key", "alice's");
        put(bob, "genomes", "key", "bob's");

        assertThat(get(alice, "genomes", "key")).isEqualTo("alice's");
        assertThat(get(bob, "genomes", "key")).isEqualTo("bob's");
        bob.deleteObject(r -> r.bucket("genomes").key("key"));
        assertThat(get(alice, "genomes", "key")).isEqualTo("alice's");
        assertThat(own(aliceKey).resolve("genomes/key")).hasContent("alice's");
    }

    @Test
    void copyReadsTheCallersOwnBucketOnly() {
        put(alice, "genomes", "secret", "alice's");
        bob.createBucket(r -> r.bucket("mine"));

        assertThatThrownBy(() -> bob.copyObject(r -> r.sourceBucket("genomes")
                        .sourceKey("secret")
                        .destinationBucket("mine")
                        .destinationKey("stolen")))
                .isInstanceOf(S3Exception.class);
        assertThat(bob.listObjectsV2(r -> r.bucket("mine")).contents()).isEmpty();
    }

    @Test
    void onlyTheServersUserSeesTheFolder() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void serviceBucketIsNobodysBucket() {
        for (S3Client client : List.of(alice, bob)) {
            assertThatThrownBy(() -> client.listObjectsV2(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET)))
                    .isInstanceOf(NoSuchBucketException.class);
        }
    }

    @Test
    void dottedKeysStayInTheBucket() throws IOException {
        put(bob, "genomes", "victim", "bob's");
        alice.createBucket(r -> r.bucket("genomes"));
        String bobs = bobKey.account().value();
        for (String key : List.of(
                "../../" + bobs + "/genomes/victim",
                "../victim",
                "a/../../../" + bobs + "/genomes/victim",
                "%2e%2e/%2e%2e/" + bobs + "/genomes/victim",
                "/../../../etc/lakeome",
                "..\\..\\victim")) {
            attempt(() -> alice.putObject(r -> r.bucket("genomes").key(key), RequestBody.fromString("alice's")));
            assertThat(attempt(() -> get(alice, "genomes", key))).as(key).isNotEqualTo("bob's");
        }

        assertThat(get(bob, "genomes", "victim")).isEqualTo("bob's");
        assertThat(filesIn(own(bobKey))).containsExactly("genomes/victim");
        assertThat(filesIn(own(aliceKey))).allMatch(name -> name.startsWith("genomes/"));
        try (var besides = Files.list(folder)) {
            assertThat(besides.map(Path::getFileName).map(Path::toString))
                    .allMatch(n -> n.matches("[0-9]{12}|lakeome"));
        }
    }

    @Test
    void oddKeysKeepTheirNames() {
        List<String> keys =
                List.of("sample one.vcf", "Grüße/Übung.vcf.gz", "a+b%20c#d?e&f=g", "tiefer/noch tiefer/x", "日本.fa");
        keys.forEach(key -> put(alice, "genomes", key, key));

        assertThat(alice.listObjectsV2(r -> r.bucket("genomes")).contents())
                .extracting(S3Object::key)
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys)
                .allSatisfy(key -> assertThat(get(alice, "genomes", key)).isEqualTo(key));
    }

    @Test
    void listsByPrefixDelimiterAndPage() {
        for (int i = 0; i < 25; i++) {
            put(alice, "genomes", "a/%02d".formatted(i), "x");
        }
        put(alice, "genomes", "b/c/d", "x");

        assertThat(alice.listObjectsV2Paginator(
                                r -> r.bucket("genomes").prefix("a/").maxKeys(10))
                        .contents())
                .hasSize(25);
        assertThat(alice.listObjectsV2(r -> r.bucket("genomes").delimiter("/")).commonPrefixes())
                .extracting(prefix -> prefix.prefix())
                .containsExactly("a/", "b/");
    }

    @Test
    void readsRanges() {
        put(alice, "genomes", "letters", "abcdefghij");

        assertThat(alice.getObjectAsBytes(
                                r -> r.bucket("genomes").key("letters").range("bytes=2-4"))
                        .asUtf8String())
                .isEqualTo("cde");
        assertThat(alice.getObjectAsBytes(
                                r -> r.bucket("genomes").key("letters").range("bytes=-3"))
                        .asUtf8String())
                .isEqualTo("hij");
        assertThatThrownBy(() -> alice.getObjectAsBytes(
                        r -> r.bucket("genomes").key("letters").range("bytes=10-12")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    @Test
    void uploadsInParts() {
        byte[] content = new byte[11 * 1024 * 1024];
        new Random(7).nextBytes(content);
        alice.createBucket(r -> r.bucket("genomes"));
        String upload =
                alice.createMultipartUpload(r -> r.bucket("genomes").key("big")).uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        int size = 5 * 1024 * 1024;
        for (int part = 0; part * size < content.length; part++) {
            int number = part + 1;
            byte[] bytes = Arrays.copyOfRange(content, part * size, Math.min(content.length, (part + 1) * size));
            String tag = alice.uploadPart(
                            r -> r.bucket("genomes").key("big").uploadId(upload).partNumber(number),
                            RequestBody.fromBytes(bytes))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        alice.completeMultipartUpload(
                r -> r.bucket("genomes").key("big").uploadId(upload).multipartUpload(m -> m.parts(parts)));

        assertThat(alice.getObjectAsBytes(r -> r.bucket("genomes").key("big")).asByteArrayUnsafe())
                .isEqualTo(content);
    }

    @Test
    void oneOfManyConcurrentCreatesWins() throws Exception {
        alice.createBucket(r -> r.bucket("genomes"));
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String content = "writer " + i;
            writers.add(() -> {
                try {
                    alice.putObject(
                            r -> r.bucket("genomes").key("once").ifNoneMatch("*"), RequestBody.fromString(content));
                    return 200;
                } catch (S3Exception e) {
                    return e.statusCode();
                }
            });
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer == 412).hasSize(15);
    }

    @Test
    void restartKeepsEverything() throws Exception {
        put(alice, "genomes", "key", "alice's");
        accounts.restart();
        alice.close();
        alice = accounts.client(aliceKey);

        assertThat(get(alice, "genomes", "key")).isEqualTo("alice's");
        assertThat(alice.listBuckets().buckets()).extracting(b -> b.name()).containsExactly("genomes");
    }

    private static void put(S3Client client, String bucket, String key, String content) {
        if (client.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(bucket))) {
            client.createBucket(r -> r.bucket(bucket));
        }
        client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private static String get(S3Client client, String bucket, String key) {
        return client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
    }

    private static Path own(AccessKey key) {
        return folder.resolve(key.account().value());
    }

    private static List<String> filesIn(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    private static Object attempt(Callable<?> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return e;
        }
    }
}
