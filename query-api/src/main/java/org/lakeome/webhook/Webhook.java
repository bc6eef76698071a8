package org.lakeome.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lakeome.catalog.account.Secret;

/** Where the operator wants the events of all accounts sent, and what the receiver knows them by. */
public record Webhook(URI url, Secret secret) {

    private static final String ALGORITHM = "HmacSHA256";

    /** HMAC-SHA256 over {@code timestamp.body} in hexadecimal digits; the timestamp keeps an old request from being replayed. */
    String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret.reveal()), ALGORITHM));
            mac.update(bytes(timestamp + "."));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + ALGORITHM, e);
        }
    }

    /** A path or query may be as secret as a key. */
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
