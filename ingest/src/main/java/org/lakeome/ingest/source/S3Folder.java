package org.lakeome.ingest.source;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What lies below a folder of S3. */
public final class S3Folder {
    private S3Folder() {}

    /** The objects below {@code s3://bucket/folder/}, in any depth, without the empty ones that stand for folders. */
    public static List<String> list(S3Access access, String uri) throws IOException {
        String path = uri.startsWith("s3://") ? uri.substring("s3://".length()) : "";
        int slash = path.indexOf('/');
        if (slash <= 0) {
            throw new InputFault(uri, 0, "The source is not of the form s3://bucket/key.");
        }
        String bucket = path.substring(0, slash);
        String prefix = path.substring(slash + 1);
        try {
            return new S3Patience(access.limits(), Pauses.Real.TIME)
                    .ask(uri, () -> access
                            .sharedClient()
                            .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                            .contents()
                            .stream()
                            .filter(object -> !object.key().endsWith("/"))
                            .map(object -> "s3://" + bucket + "/" + object.key())
                            .toList());
        } catch (S3Exception e) {
            if (e.statusCode() == 403 || e.statusCode() == 404) {
                throw new InputFault(uri, 0, "There is no such bucket, or the job's owner may not read it.");
            }
            throw new IOException("S3 answered " + e.statusCode() + " for " + uri, e);
        } catch (SdkException e) {
            throw new IOException("S3 could not be asked for " + uri + ": " + e.getMessage(), e);
        }
    }
}
