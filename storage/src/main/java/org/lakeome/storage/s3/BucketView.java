package org.lakeome.storage.s3;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * Views of a blob store that let only listed calls through. The list names what is allowed and not what is forbidden, so that a
 * method that a later s3proxy adds is refused until somebody has looked at it.
 */
final class BucketView {
    private static final Set<String> READS = Set.of(
            "list",
            "listV1",
            "headBucket",
            "containerExists",
            "getContainerAccess",
            "getContainerAcl",
            "blobExists",
            "blobMetadata",
            "blobMetadataIfPresent",
            "getBlob",
            "getBlobAccess",
            "getBlobAcl",
            "getBucketVersioning",
            "getBucketEncryption",
            "getMinimumMultipartPartSize",
            "supportsVersioning",
            "supportsBucketEncryption",
            "supportsServerSideEncryption",
            "supportsCopyMultipartPart");

    private BucketView() {}

    static BlobStore readOnly(BlobStore store) {
        return view(store, READS);
    }

    /** What a caller without a key sees: every call is refused, whether the bucket exists or not. */
    static BlobStore closed(BlobStore anyStore) {
        return view(anyStore, Set.of());
    }

    private static BlobStore view(BlobStore store, Set<String> allowed) {
        return (BlobStore) Proxy.newProxyInstance(
                BucketView.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (view, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return answerAsObject(view, method, arguments);
                    }
                    if (!allowed.contains(method.getName())) {
                        throw new S3ProxyException(S3ErrorCode.ACCESS_DENIED);
                    }
                    return call(store, method, arguments);
                });
    }

    private static Object call(BlobStore store, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object answerAsObject(Object view, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> view == arguments[0];
            case "hashCode" -> System.identityHashCode(view);
            default -> "a limited view of a blob store";
        };
    }
}
