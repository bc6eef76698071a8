package org.lakeome.catalog.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A value that must not reach a log, a message or a screen by accident. Immutable; compared in constant time. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself: for signing, sealing, and the one time that a new key is printed. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        // A hash of the value would give part of it away wherever hash codes are printed.
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
