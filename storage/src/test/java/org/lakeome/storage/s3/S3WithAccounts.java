package org.lakeome.storage.s3;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import software.amazon.awssdk.services.s3.S3Client;

/** An embedded S3 on a free port, with as many new accounts as a test asks for. */
final class S3WithAccounts implements AutoCloseable {
    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Path folder;
    private final Clock clock;
    private final BodyFloor floor;
    private EmbeddedS3 s3;

    S3WithAccounts(Path folder) {
        this(folder, Clock.systemUTC());
    }

    S3WithAccounts(Path folder, Clock clock) {
        this(folder, clock, BodyFloor.DEFAULT);
    }

    S3WithAccounts(Path folder, Clock clock, BodyFloor floor) {
        this.folder = folder;
        this.floor = floor;
        this.clock = clock;
        this.s3 = start();
    }

    EmbeddedS3 s3() {
        return s3;
    }

    AccessKey newAccount() {
        int number = keys.size() + 1;
        AccessKey key = new AccessKey(
                "LK%018d".formatted(number),
                new AccountId("%012d".formatted(100_000_000_000L + number)),
                Secret.of("secret-%033d".formatted(number)));
        keys.put(key.keyId(), key);
        return key;
    }

    void restart() throws Exception {
        s3.close();
        s3 = start();
    }

    S3Connection connection(String keyId, String secret) {
        return new S3Connection(s3.endpoint(), "us-east-1", keyId, Secret.of(secret));
    }

    S3Client client(AccessKey key) {
        return S3Clients.open(connection(key.keyId(), key.secret().reveal()));
    }

    @Override
    public void close() throws Exception {
        s3.close();
    }

    private EmbeddedS3 start() {
        return EmbeddedS3.start(
                folder,
                new EmbeddedS3.Settings(0, "us-east-1", floor),
                keyId -> Optional.ofNullable(keys.get(keyId)),
                clock);
    }
}
