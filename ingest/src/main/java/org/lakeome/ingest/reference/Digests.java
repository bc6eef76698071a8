package org.lakeome.ingest.reference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 names content here, as SAM, refget and HealthOmics do; nothing rests on its strength. */
final class Digests {
    private Digests() {}

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
