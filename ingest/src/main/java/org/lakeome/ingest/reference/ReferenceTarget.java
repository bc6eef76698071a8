package org.lakeome.ingest.reference;

import org.lakeome.ingest.source.S3Access;

/** Where a reference's files go: {@code prefix} + {@code source} and {@code index} in the bucket. */
public record ReferenceTarget(S3Access access, String bucket, String prefix) {}
