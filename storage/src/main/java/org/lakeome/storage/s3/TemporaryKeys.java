package org.lakeome.storage.s3;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;

/**
 * Keys of the embedded S3 that live in memory only and reach less than an account's own keys. A holder has at most one key of a
 * kind: making the next one ends the former, so that a worker whose lease was lost cannot go on reading. Thread-safe.
 */
final class TemporaryKeys {
    /** What a key reaches. */
    sealed interface Scope {
        /** Every bucket of the account, reading only. */
        record ReadOnly(AccountId account) implements Scope {}

        /** All of one service bucket. */
        record ServiceBucket(String bucket) implements Scope {}

        /** Objects of one service bucket whose keys begin with one of the prefixes. */
        record ServicePrefixes(String bucket, Set<String> keyPrefixes) implements Scope {}

        /** Reading, and only objects of one service bucket whose keys begin with the prefix. */
        record ServiceReading(String bucket, String keyPrefix) implements Scope {}
    }

    record Key(String keyId, Secret secret, Scope scope, String holder, Instant expires) {}

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    TemporaryKeys(Clock clock) {
        this.clock = clock;
    }

    Key add(Scope scope, String holder, Duration validFor) {
        keys.values()
                .removeIf(key -> isOver(key)
                        || key.holder().equals(holder) && key.scope().getClass() == scope.getClass());
        Key key = new Key(
                randomKeyId(), randomSecret(), scope, holder, clock.instant().plus(validFor));
        keys.put(key.keyId(), key);
        return key;
    }

    Optional<Key> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId)).filter(key -> !isOver(key));
    }

    void revoke(String holder) {
        keys.values().removeIf(key -> key.holder().equals(holder));
    }

    /** A secret that nobody knows: an unknown key is compared against one, so that it fails exactly like a wrong secret. */
    Secret randomSecret() {
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private String randomKeyId() {
        return IntStream.range(0, 18)
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
                .collect(Collectors.joining("", "LT", ""));
    }

    private boolean isOver(Key key) {
        return !clock.instant().isBefore(key.expires());
    }
}
