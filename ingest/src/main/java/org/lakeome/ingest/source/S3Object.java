package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One version of an S3 object, pinned by its ETag: an object that is overwritten while it is read is an error, not a mixture. */
public final class S3Object implements ByteSource {
    private final S3Access access;
    private final Pauses pauses;
    private final String opening = UUID.randomUUID().toString();
    private final String name;
    private final String bucket;
    private final String key;
    private final long size;
    private final String etag;

    private S3Object(S3Access access, Pauses pauses, String name, String bucket, String key, HeadObjectResponse head) {
        this.access = access;
        this.pauses = pauses;
        this.name = name;
        this.bucket = bucket;
        this.key = key;
        this.size = head.contentLength();
        this.etag = head.eTag();
    }

    /** Asks the endpoint for the object of {@code s3://bucket/key}. */
    public static S3Object open(S3Access access, String uri) throws IOException {
        return open(access, Pauses.Real.TIME, uri);
    }

    static S3Object open(S3Access access, Pauses pauses, String uri) throws IOException {
        String path = uri.startsWith("s3://") ? uri.substring("s3://".length()) : "";
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw new InputFault(uri, 0, "The source is not of the form s3://bucket/key.");
        }
        String bucket = path.substring(0, slash);
        String key = path.substring(slash + 1);
        try {
            HeadObjectResponse head = new S3Patience(access.limits(), pauses).ask(uri, () -> access.sharedClient()
                    .headObject(request -> request.bucket(bucket).key(key)));
            return new S3Object(access, pauses, uri, bucket, key, head);
        } catch (S3Exception e) {
            if (e.statusCode() == 403 || e.statusCode() == 404) {
                throw new InputFault(uri, 0, "There is no such object, or the job's owner may not read it.");
            }
            throw new IOException("S3 answered " + e.statusCode() + " for " + uri, e);
        } catch (SdkException e) {
            throw new IOException("S3 could not be asked for " + uri + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long offset) {
        return new S3Stream(this, patience(), offset);
    }

    private S3Patience patience() {
        return new S3Patience(access.limits(), pauses);
    }

    /** For the stream that found it out, and from now on for all others of this opening. */
    InputFault giveUp(String reason) {
        GivenUpSources.add(opening, reason);
        return new InputFault(name, 0, reason);
    }

    InputStream range(long offset) throws IOException {
        String givenUp = GivenUpSources.reason(opening);
        if (givenUp != null) {
            throw new InputFault(name, 0, givenUp);
        }
        try {
            return patience().ask(name, () -> access.sharedClient()
                    .getObject(request ->
                            request.bucket(bucket).key(key).ifMatch(etag).range("bytes=" + offset + "-")));
        } catch (S3Exception e) {
            if (e.statusCode() == 412 || e.statusCode() == 404 || e.statusCode() == 403) {
                throw new InputFault(name, 0, "The object was changed or removed while it was read.");
            }
            throw new IOException("S3 answered " + e.statusCode() + " for " + name, e);
        } catch (SdkException e) {
            throw new IOException("S3 could not be read: " + name, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
