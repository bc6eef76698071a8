package org.lakeome.storage.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.Secret;

/**
 * Answers which buckets a key names. Every account has a folder of its own, so a bucket name means the bucket of the key's account;
 * there is no spelling for another account's. Thread-safe.
 */
final class BucketsByKey implements BlobStoreLocator {
    /** Beside the account folders, which are named by 12 digits. */
    private static final String SERVICE_FOLDER = "lakeome";

    private final Path folder;
    private final Function<String, Optional<AccessKey>> accountKeys;
    private final TemporaryKeys temporaryKeys;
    // One store per folder for good: s3proxy makes conditional writes atomic by locks inside of the store.
    private final Map<String, BlobStore> stores = new ConcurrentHashMap<>();
    private final BlobStore closed;

    BucketsByKey(Path folder, Function<String, Optional<AccessKey>> accountKeys, TemporaryKeys temporaryKeys) {
        this.folder = folder;
        this.accountKeys = accountKeys;
        this.temporaryKeys = temporaryKeys;
        this.closed = BucketView.closed(store(SERVICE_FOLDER));
    }

    /** The view for callers without any key. */
    BlobStore closed() {
        return closed;
    }

    BlobStore serviceBuckets() {
        return store(SERVICE_FOLDER);
    }

    /** Null is s3proxy's word for "refused"; it asks once per request, and once more for the source of a copy. */
    @Override
    public AccessGrant locateBlobStore(String keyId, String bucket, String key) {
        if (keyId == null) {
            return null;
        }
        Optional<TemporaryKeys.Key> temporary = temporaryKeys.find(keyId);
        if (temporary.isPresent()) {
            return grant(temporary.get(), bucket, key);
        }
        return accountKeys
                .apply(keyId)
                .map(own -> grant(own.secret(), store(own.account().value())))
                .orElseGet(() -> grant(temporaryKeys.randomSecret(), closed));
    }

    private AccessGrant grant(TemporaryKeys.Key temporary, String bucket, String key) {
        return switch (temporary.scope()) {
            case TemporaryKeys.Scope.ReadOnly(var account) ->
                grant(temporary.secret(), BucketView.readOnly(store(account.value())));
            case TemporaryKeys.Scope.ServiceBucket(var own) ->
                own.equals(bucket) ? grant(temporary.secret(), store(SERVICE_FOLDER)) : null;
            case TemporaryKeys.Scope.ServicePrefixes(var own, var prefixes) ->
                own.equals(bucket) && isWithin(prefixes, key) ? grant(temporary.secret(), store(SERVICE_FOLDER)) : null;
            case TemporaryKeys.Scope.ServiceReading(var own, var prefix) ->
                own.equals(bucket) && isWithin(Set.of(prefix), key)
                        ? grant(temporary.secret(), BucketView.readOnly(store(SERVICE_FOLDER)))
                        : null;
        };
    }

    private static boolean isWithin(Set<String> prefixes, String key) {
        // The file system resolves dots: "a/../b" would lie outside of "a/".
        return key != null
                && prefixes.stream().anyMatch(key::startsWith)
                && Arrays.stream(key.split("/", -1)).noneMatch(part -> part.equals("..") || part.equals("."));
    }

    private static AccessGrant grant(Secret secret, BlobStore store) {
        return new AccessGrant(secret.reveal(), store);
    }

    private BlobStore store(String name) {
        return stores.computeIfAbsent(name, this::open);
    }

    private BlobStore open(String name) {
        try {
            Path root = Files.createDirectories(folder.resolve(name));
            return new FileBuckets(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
