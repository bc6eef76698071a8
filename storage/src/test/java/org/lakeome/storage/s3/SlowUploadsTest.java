package org.lakeome.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.account.AccessKey;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.services.s3.S3Client;

/** An upload that trickles holds one of the few threads of the embedded S3 for as long as its floor allows; a slow one is stored. */
class SlowUploadsTest {

    private static final BodyFloor FLOOR = new BodyFloor(200, Duration.ofMillis(500));

    @TempDir
    static Path folder;

    private static S3WithAccounts accounts;
    private static S3Client alice;
    private static RawS3 raw;

    @BeforeAll
    static void start() {
        accounts = new S3WithAccounts(folder, Clock.systemUTC(), FLOOR);
        AccessKey key = accounts.newAccount();
        alice = accounts.client(key);
        raw = new RawS3(accounts.s3().endpoint(), key);
        alice.createBucket(r -> r.bucket("genomes"));
    }

    @AfterAll
    static void stop() throws Exception {
        alice.close();
        accounts.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void uploadThatTricklesIsEndedAndNotStored(boolean chunked) throws IOException {
        assertThat(raw.sendSlowly(put("trickles", new byte[50_000], chunked), 1, 20))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>RequestTimeout</Code>");
        assertThat(alice.listObjectsV2(r -> r.bucket("genomes").prefix("trickles"))
                        .contents())
                .isEmpty();
    }

    @Test
    void slowUploadAboveTheFloorIsStored() throws IOException {
        // Twice the floor, and for three times the patience.
        assertThat(raw.sendSlowly(put("slow", new byte[600], false), 40, 100)).startsWith("HTTP/1.1 200");
        assertThat(alice.getObjectAsBytes(r -> r.bucket("genomes").key("slow")).asByteArray())
                .hasSize(600);
    }

    private static RawS3.Wire put(String key, byte[] body, boolean chunked) {
        return raw.sign("PUT", "/genomes/" + key, Map.of(), body, to -> to.putProperty(
                        AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, chunked)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true));
    }

    @Test
    void floorCountsWhatCameAndHowLongItWasWaitedFor() {
        assertThat(FLOOR.left(0, 0)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(FLOOR.left(200, Duration.ofMillis(1500).toNanos())).isZero();
        assertThat(FLOOR.left(1L << 40, Duration.ofHours(1).toNanos())).isPositive();
        assertThat(new BodyFloor(0, Duration.ZERO).left(0, Duration.ofDays(1).toNanos()))
                .isPositive();
    }
}
