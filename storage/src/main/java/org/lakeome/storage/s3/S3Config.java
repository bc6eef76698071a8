package org.lakeome.storage.s3;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;

/** An S3 service outside of this server: one key per account and one for the service bucket, all given by the operator. */
public record S3Config(URI endpoint, String region, Map<AccountId, Credentials> accounts, Credentials service) {

    /** One key pair of the outside S3. */
    public record Credentials(String accessKey, Secret secretKey) {
        public Credentials {
            Objects.requireNonNull(accessKey);
            Objects.requireNonNull(secretKey);
        }
    }

    public S3Config {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(region);
        accounts = Map.copyOf(accounts);
        Objects.requireNonNull(service);
    }
}
