package org.lakeome.storage.reference;

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
        for (Reference.File file : Reference.File.values()) {
            try {
                s3.deleteObject(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key(reference.key(file)));
            } catch (SdkException e) {
                throw new ApiError.Unavailable(
                        "The bytes of reference " + reference.id()
                                + " could not be removed; delete it again in a moment",
                        e);
            }
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
