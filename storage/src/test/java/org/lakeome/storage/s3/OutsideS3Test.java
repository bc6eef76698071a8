package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** An embedded S3 stands for the outside one. */
class OutsideS3Test {
    @TempDir
    Path folder;

    @Test
    void jobsGetTheKeysThatTheOperatorWroteDown() throws Exception {
        try (S3WithAccounts elsewhere = new S3WithAccounts(folder.resolve("s3"))) {
            AccessKey alice = elsewhere.newAccount();
            S3Connection service = elsewhere.s3().service();
            Path file = credentials("""
                    service.key = %s
                    service.secret = %s
                    %s.key = %s
                    %s.secret = %s
                    """.formatted(
                            service.accessKey(),
                            service.secretKey().reveal(),
                            alice.account(),
                            alice.keyId(),
                            alice.account(),
                            alice.secret().reveal()));
            ObjectAccess outside = outside(elsewhere.s3().endpoint(), file);
            try (S3Client client = S3Clients.open(outside.readOnly(alice.account(), "work", Duration.ofHours(1)));
                    S3Client writer =
                            S3Clients.open(outside.referenceWriter(Set.of("a/"), "work", Duration.ofHours(1)))) {
                assertThat(client.listBuckets().buckets()).isEmpty();
                writer.putObject(
                        r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key("a/source"), RequestBody.fromString("x"));
            }
        }
    }

    @Test
    void missingKeysAreNamedWithTheRemedy() throws IOException {
        ObjectAccess outside = outside(URI.create("http://127.0.0.1:9"), credentials(""));

        assertThatThrownBy(() -> outside.readOnly(new AccountId("999999999999"), "work", Duration.ofHours(1)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("999999999999.key");
        assertThatThrownBy(outside::service)
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("service.secret");
    }

    @Test
    void importsReadReferencesWithTheReadersKeyWhereThereIsOne() throws IOException {
        String service = "service.key=a\nservice.secret=b\n";
        URI endpoint = URI.create("http://127.0.0.1:9");

        ObjectAccess with = outside(endpoint, credentials(service + "reader.key=r\nreader.secret=s\n"));
        assertThat(with.referenceReader("a/", "work", Duration.ofHours(1)).accessKey())
                .isEqualTo("r");
        ObjectAccess without = outside(endpoint, credentials(service));
        assertThat(without.referenceReader("a/", "work", Duration.ofHours(1)).accessKey())
                .isEqualTo("a");
    }

    @Test
    void keysThatOthersMayReadAreNotUsed() throws IOException {
        Path file = credentials("service.key=a\nservice.secret=b\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> outside(URI.create("http://127.0.0.1:9"), file).service())
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("chmod 600");
    }

    private static ObjectAccess outside(URI endpoint, Path file) {
        return new OutsideS3(new S3Config(endpoint, "us-east-1", new S3Credentials(file)));
    }

    private Path credentials(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("s3.properties"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
