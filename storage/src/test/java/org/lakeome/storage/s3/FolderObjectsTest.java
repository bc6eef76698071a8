package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object whose key ends in '/' is one like any other, beside the objects below that name. */
class FolderObjectsTest {

    private static final String ETAG_OF_BODY = "\"841a2d689ad86bd1611447453c22c6fc\"";

    @TempDir
    static Path folder;

    private static S3WithAccounts accounts;

    private AccessKey key;
    private S3Client alice;

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
        alice.createBucket(r -> r.bucket("genomes"));
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir/", "a/b/dir/"})
    void bodyIsKept(String name) {
        assertThat(put(name, "body").eTag()).isEqualTo(ETAG_OF_BODY);

        assertThat(get(name)).isEqualTo("body");
        HeadObjectResponse head = alice.headObject(r -> r.bucket("genomes").key(name));
        assertThat(head.contentLength()).isEqualTo(4);
        assertThat(head.eTag()).isEqualTo(ETAG_OF_BODY);
        S3Object listed = all().contents().getFirst();
        assertThat(listed.key()).isEqualTo(name);
        assertThat(listed.size()).isEqualTo(4);
        assertThat(listed.eTag()).isEqualTo(ETAG_OF_BODY);
        assertThat(alice.getObjectAsBytes(r -> r.bucket("genomes").key(name).range("bytes=1-2"))
                        .asUtf8String())
                .isEqualTo("od");

        put(name, "another body");
        assertThat(get(name)).isEqualTo("another body");
        delete(name);
        assertThat(keys()).isEmpty();
        absent(name);
    }

    @Test
    void objectsBelowStayInEitherOrder() {
        put("dir/", "body");
        put("dir/x", "x");
        put("other/x", "x");
        put("other/", "body");

        assertThat(keys()).containsExactly("dir/", "dir/x", "other/", "other/x");
        delete("dir/");
        delete("other/x");
        assertThat(keys()).containsExactly("dir/x", "other/");
        assertThat(get("dir/x")).isEqualTo("x");
        assertThat(get("other/")).isEqualTo("body");
        absent("dir/");
        absent("dir");
        assertThatThrownBy(() -> put("other", "file"))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("objects under 'other/' are in the way");
        delete("dir/x");
        put("dir", "a file now");
        assertThat(get("dir")).isEqualTo("a file now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/", "x/y", "x/y/"})
    void nothingIsBelowAnObject(String name) {
        put("x", "file");
        absent(name);
        assertThatThrownBy(() -> alice.headObject(r -> r.bucket("genomes").key(name)))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> copy(name, "y")).isInstanceOf(NoSuchKeyException.class);
        delete(name);
        alice.deleteObjects(r -> r.bucket("genomes")
                .delete(d -> d.objects(ObjectIdentifier.builder().key(name).build())));
        assertThat(keys()).containsExactly("x");
        assertThat(get("x")).isEqualTo("file");
    }

    @Test
    void folderOfAnotherAccountIsNoBucket() {
        AccessKey other = accounts.newAccount();
        try (S3Client bob = accounts.client(other)) {
            bob.createBucket(r -> r.bucket("genomes"));
            bob.putObject(r -> r.bucket("genomes").key("x"), RequestBody.fromString("secret"));
        }
        List<String> answers = Stream.of("x/y", "none/y", "x/", "none/")
                .map(name -> catchThrowableOfType(
                        S3Exception.class,
                        () -> alice.copyObject(r -> r.sourceBucket("..")
                                .sourceKey(other.account().value() + "/genomes/" + name)
                                .destinationBucket("genomes")
                                .destinationKey("copy"))))
                .map(refusal ->
                        refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode())
                .distinct()
                .toList();
        assertThat(answers).hasSize(1);
        assertThat(keys()).isEmpty();
    }

    @Test
    void emptyOneBecomesOneWithABodyAndBack() {
        put("dir/", "");
        assertThat(get("dir/")).isEmpty();
        put("dir/", "body");
        assertThat(get("dir/")).isEqualTo("body");
        put("dir/", "");
        assertThat(get("dir/")).isEmpty();
        assertThat(keys()).containsExactly("dir/");
        delete("dir/");
        assertThat(keys()).isEmpty();
    }

    @Test
    void listingsPageAndGroupThemAsOtherKeys() {
        for (String name : List.of("a", "dir/", "dir/!", "dir/sub/", "dir/sub/x", "z/y")) {
            put(name, "body");
        }
        ListObjectsV2Response page =
                alice.listObjectsV2(r -> r.bucket("genomes").maxKeys(2));
        assertThat(names(page)).containsExactly("a", "dir/");
        String token = page.nextContinuationToken();
        page = alice.listObjectsV2(r -> r.bucket("genomes").maxKeys(2).continuationToken(token));
        assertThat(names(page)).containsExactly("dir/!", "dir/sub/");
        assertThat(names(alice.listObjectsV2(r -> r.bucket("genomes").startAfter("dir/"))))
                .containsExactly("dir/!", "dir/sub/", "dir/sub/x", "z/y");

        ListObjectsV2Response below =
                alice.listObjectsV2(r -> r.bucket("genomes").prefix("dir/").delimiter("/"));
        assertThat(names(below)).containsExactly("dir/", "dir/!");
        assertThat(below.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("dir/sub/");
        ListObjectsV2Response top = alice.listObjectsV2(r -> r.bucket("genomes").delimiter("/"));
        assertThat(names(top)).containsExactly("a");
        assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("dir/", "z/");

        ListObjectsResponse older = alice.listObjects(r -> r.bucket("genomes").maxKeys(2));
        assertThat(older.contents()).extracting(S3Object::key).containsExactly("a", "dir/");
        assertThat(alice.listObjects(r -> r.bucket("genomes").marker("dir/")).contents())
                .extracting(S3Object::key)
                .containsExactly("dir/!", "dir/sub/", "dir/sub/x", "z/y");
    }

    @Test
    void copiesAndUploadsInPartsGoToAndFromThem() {
        put("from/", "body");
        copy("from/", "to/");
        copy("to/", "file");
        copy("file", "back/");
        assertThat(List.of(get("to/"), get("file"), get("back/"))).containsOnly("body");

        String upload = begin("parts/");
        assertThat(alice.listMultipartUploads(r -> r.bucket("genomes")).uploads())
                .singleElement()
                .satisfies(running -> assertThat(running.key()).isEqualTo("parts/"));
        String tag = alice.uploadPart(
                        r -> r.bucket("genomes").key("parts/").uploadId(upload).partNumber(1),
                        RequestBody.fromString("part"))
                .eTag();
        assertThat(alice.listParts(r -> r.bucket("genomes").key("parts/").uploadId(upload))
                        .parts())
                .hasSize(1);
        assertThat(alice.completeMultipartUpload(r -> r.bucket("genomes")
                                .key("parts/")
                                .uploadId(upload)
                                .multipartUpload(
                                        m -> m.parts(p -> p.partNumber(1).eTag(tag))))
                        .key())
                .isEqualTo("parts/");
        assertThat(get("parts/")).isEqualTo("part");

        String given = begin("given-up/");
        alice.abortMultipartUpload(r -> r.bucket("genomes").key("given-up/").uploadId(given));
        alice.deleteObjects(r -> r.bucket("genomes")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("from/").build(),
                        ObjectIdentifier.builder().key("to/").build())));
        assertThat(keys()).containsExactly("back/", "file", "parts/");
        alice.deleteObjects(r -> r.bucket("genomes")
                .delete(d -> d.objects(keys().stream()
                        .map(name -> ObjectIdentifier.builder().key(name).build())
                        .toList())));
        alice.deleteBucket(r -> r.bucket("genomes"));
    }

    /** Earlier versions kept the key as a mark on the folder. */
    @Test
    void markOfAnEarlierVersionIsReadReplacedAndDeleted() {
        FilesystemNio2BlobStore earlier = new FilesystemNio2BlobStore(
                folder.resolve(key.account().value()).toString());
        for (String name : List.of("old/", "older/", "oldest/")) {
            earlier.putBlob(
                    PutObjectRequest.builder()
                            .bucket("genomes")
                            .key(name)
                            .contentLength(0L)
                            .build(),
                    new ByteArrayInputStream(new byte[0]));
        }
        put("older/x", "x");
        assertThat(keys()).containsExactly("old/", "older/", "older/x", "oldest/");
        assertThat(get("old/")).isEmpty();
        copy("old/", "copy/");
        assertThat(get("copy/")).isEmpty();

        put("older/", "body");
        put("oldest/", "body");
        delete("old/");
        assertThat(keys()).containsExactly("copy/", "older/", "older/x", "oldest/");
        assertThat(get("older/")).isEqualTo("body");
        delete("older/");
        assertThat(keys()).containsExactly("copy/", "older/x", "oldest/");
        absent("older/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir/\u0001", "\u0001", "dir/\u0001/x"})
    void noKeyNamesTheFileOfABody(String name) {
        put("dir/", "body");
        assertThatThrownBy(() -> put(name, "other"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400));
        assertThatThrownBy(() -> copy(name, "file"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400))
                .hasMessageContaining("U+0001");
        assertThatThrownBy(() -> get(name)).isInstanceOf(S3Exception.class);
        assertThatThrownBy(() -> delete(name)).isInstanceOf(S3Exception.class);
        assertThat(get("dir/")).isEqualTo("body");
    }

    private software.amazon.awssdk.services.s3.model.PutObjectResponse put(String name, String content) {
        return alice.putObject(r -> r.bucket("genomes").key(name), RequestBody.fromString(content));
    }

    private String get(String name) {
        return alice.getObjectAsBytes(r -> r.bucket("genomes").key(name)).asUtf8String();
    }

    private void delete(String name) {
        alice.deleteObject(r -> r.bucket("genomes").key(name));
    }

    private void copy(String from, String to) {
        alice.copyObject(r -> r.sourceBucket("genomes")
                .sourceKey(from)
                .destinationBucket("genomes")
                .destinationKey(to));
    }

    private String begin(String name) {
        return alice.createMultipartUpload(r -> r.bucket("genomes").key(name)).uploadId();
    }

    private void absent(String name) {
        assertThatThrownBy(() -> get(name)).isInstanceOf(NoSuchKeyException.class);
    }

    private ListObjectsV2Response all() {
        return alice.listObjectsV2(r -> r.bucket("genomes"));
    }

    private List<String> keys() {
        return names(all());
    }

    private static List<String> names(ListObjectsV2Response page) {
        return page.contents().stream().map(S3Object::key).toList();
    }
}
