package org.lakeome.storage.s3;

import java.net.URI;
import java.util.Objects;

/** An S3 service outside of this server, with the keys that its operator has made for each account and for the service bucket. */
public record S3Config(URI endpoint, String region, S3Credentials credentials) {
    public S3Config {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(region);
        Objects.requireNonNull(credentials);
    }
}
