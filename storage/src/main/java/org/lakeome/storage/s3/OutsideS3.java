package org.lakeome.storage.s3;

import java.time.Duration;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.error.ApiError;

/**
 * The S3 of the operator: the keys are the configured ones, so what a job may read is what the operator allowed the account's key.
 * Immutable.
 */
public final class OutsideS3 implements ObjectAccess {
    private final S3Config config;

    public OutsideS3(S3Config config) {
        this.config = config;
    }

    @Override
    public S3Connection readOnly(AccountId owner, String holder, Duration validFor) {
        S3Config.Credentials credentials = config.accounts().get(owner);
        if (credentials == null) {
            throw new ApiError.Invalid("Account " + owner.value() + " has no S3 credentials for " + config.endpoint()
                    + ": add them to the configuration of the server");
        }
        return connection(credentials);
    }

    @Override
    public S3Connection referenceWriter(Set<String> keyPrefixes, String holder, Duration validFor) {
        return service();
    }

    @Override
    public S3Connection service() {
        return connection(config.service());
    }

    @Override
    public void revoke(String holder) {
        // The operator's keys are not ours to end.
    }

    private S3Connection connection(S3Config.Credentials credentials) {
        return new S3Connection(config.endpoint(), config.region(), credentials.accessKey(), credentials.secretKey());
    }
}
