package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    void jobsGetTheKeysThatTheOperatorConfigured() throws Exception {
        try (S3WithAccounts elsewhere = new S3WithAccounts(folder)) {
            AccessKey alice = elsewhere.newAccount();
            S3Connection service = elsewhere.s3().service();
            ObjectAccess outside = new OutsideS3(new S3Config(
                    elsewhere.s3().endpoint(),
                    "us-east-1",
                    Map.of(alice.account(), new S3Config.Credentials(alice.keyId(), alice.secret())),
                    new S3Config.Credentials(service.accessKey(), service.secretKey())));
            try (S3Client client = S3Clients.open(outside.readOnly(alice.account(), "work", Duration.ofHours(1)));
                    S3Client writer =
                            S3Clients.open(outside.referenceWriter(Set.of("a/"), "work", Duration.ofHours(1)))) {
                assertThat(client.listBuckets().buckets()).isEmpty();
                writer.putObject(
                        r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key("a/source"), RequestBody.fromString("x"));
            }
            assertThatThrownBy(() -> outside.readOnly(new AccountId("999999999999"), "work", Duration.ofHours(1)))
                    .isInstanceOf(ApiError.Invalid.class)
                    .hasMessageContaining("999999999999");
        }
    }
}
