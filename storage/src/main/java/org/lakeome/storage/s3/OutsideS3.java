package org.lakeome.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.error.ApiError;

/**
 * The S3 of the operator: the keys are the configured ones, so what a job may read is what the operator allowed the account's key.
 * Thread-safe.
 */
public final class OutsideS3 implements ObjectAccess {
    private final S3Config config;

    public OutsideS3(S3Config config) {
        this.config = config;
    }

    @Override
    public URI endpoint() {
        return config.endpoint();
    }

    @Override
    public S3Connection readOnly(AccountId owner, String holder, Duration validFor) {
        return config.credentials()
                .of(owner)
                .map(this::connection)
                .orElseThrow(() -> new ApiError.Invalid("Account " + owner + " has no key for the S3 at "
                        + config.endpoint() + ": add " + owner + ".key and " + owner + ".secret to "
                        + config.credentials().file()));
    }

    @Override
    public S3Connection referenceWriter(Set<String> keyPrefixes, String holder, Duration validFor) {
        return service();
    }

    @Override
    public S3Connection referenceReader(String keyPrefix, String holder, Duration validFor) {
        return config.credentials().reader().map(this::connection).orElseGet(this::service);
    }

    @Override
    public S3Connection service() {
        return config.credentials()
                .service()
                .map(this::connection)
                .orElseThrow(() -> new ApiError.Invalid("There is no key for the service's bucket "
                        + REFERENCE_BUCKET + " in the S3 at " + config.endpoint()
                        + ": add service.key and service.secret to "
                        + config.credentials().file()));
    }

    @Override
    public void revoke(String holder) {
        // The operator's keys are not ours to end.
    }

    private S3Connection connection(S3Credentials.Pair pair) {
        return new S3Connection(config.endpoint(), config.region(), pair.accessKey(), pair.secretKey());
    }
}
