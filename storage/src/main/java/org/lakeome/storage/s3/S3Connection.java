package org.lakeome.storage.s3;

import java.net.URI;
import java.util.Objects;
import org.lakeome.catalog.account.Secret;

/** Everything that an S3 client needs to reach objects: endpoint (path style), region and one key. */
public record S3Connection(URI endpoint, String region, String accessKey, Secret secretKey) {
    public S3Connection {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(region);
        Objects.requireNonNull(accessKey);
        Objects.requireNonNull(secretKey);
    }
}
