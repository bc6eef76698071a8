package org.lakeome.storage.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.S3Clients;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bytes of references in the service bucket. Thread-safe. */
public final class ReferenceFiles implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("[0-9]{12}/[0-9]{10,36}/([0-9]{10,36})/.+");

    private final S3Client s3;

    public ReferenceFiles(ObjectAccess access) {
        this.s3 = S3Clients.open(access.service());
    }

    ReferencePart open(Reference reference, Reference.File file, ByteSpan span) {
        try {
            ResponseInputStream<GetObjectResponse> content = s3.getObject(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET)
                    .key(reference.key(file))
                    .range("bytes=" + span.first() + "-" + span.last()));
            return new ReferencePart(content, span.length());
        } catch (S3Exception e) {
            throw new ApiError.Internal("The bytes of reference " + reference.id() + " cannot be read", e);
        } catch (SdkException e) {
            throw new ApiError.Unavailable("The object store does not answer; try again in a moment", e);
        }
    }

    void delete(Reference reference) {
        try {
            for (Reference.File file : Reference.File.values()) {
                delete(reference.key(file));
            }
        } catch (SdkException e) {
            throw new ApiError.Unavailable(
                    "The bytes of reference " + reference.id() + " could not be removed; delete it again in a moment",
                    e);
        }
    }

    void delete(String key) {
        s3.deleteObject(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key(key));
    }

    /** All keys of the bucket that have the form that references have. */
    Map<ReferenceId, List<String>> keysByReference() {
        Map<ReferenceId, List<String>> keys = new HashMap<>();
        try {
            s3.listObjectsV2Paginator(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET))
                    .contents()
                    .forEach(object -> {
                        Matcher matcher = KEY.matcher(object.key());
                        if (matcher.matches()) {
                            keys.computeIfAbsent(new ReferenceId(matcher.group(1)), id -> new ArrayList<>())
                                    .add(object.key());
                        }
                    });
        } catch (SdkException e) {
            throw new ApiError.Unavailable(
                    "The bucket " + ObjectAccess.REFERENCE_BUCKET
                            + " cannot be listed; it must exist in the object store, and the service's key must reach it",
                    e);
        }
        return keys;
    }

    @Override
    public void close() {
        s3.close();
    }
}
