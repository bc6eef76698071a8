package org.lakeome.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.catalog.account.AccessKey;

/** Signs a recorded request anew, over the same headers as the client that made it. */
public final class Resigner {

    private Resigner() {}

    /**
     * The request with a date and a signature of now, as bytes for the wire.
     *
     * @param request its headers without those of the signature; with a host
     * @param signed names of the signed headers, as the client listed them
     */
    public static byte[] sign(AccessKey key, Instant now, ReceivedRequest request, List<String> signed) {
        String hash = sha256(request.body());
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.put("x-amz-date", List.of(Claim.TIME.format(now)));
        headers.computeIfPresent("x-amz-content-sha256", (name, old) -> List.of(hash));
        if (request.body().length > 0 || signed.contains("content-length")) {
            headers.put("content-length", List.of("" + request.body().length));
        }
        ReceivedRequest dated = with(request, headers);
        String date = Claim.TIME.format(now).substring(0, 8);
        Claim claim = new Claim(key.keyId(), date, "us-east-1", "omics", signed, "", now, Duration.ZERO, false);
        headers.put(
                "authorization",
                List.of("AWS4-HMAC-SHA256 Credential=%s/%s/us-east-1/omics/aws4_request, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                key.keyId(),
                                date,
                                String.join(";", signed),
                                Signer.signature(dated, claim, hash, key.secret()))));
        headers.put("connection", List.of("close"));
        return TestSigner.wire(with(request, headers));
    }

    private static ReceivedRequest with(ReceivedRequest request, Map<String, List<String>> headers) {
        return new ReceivedRequest(request.method(), request.rawPath(), request.rawQuery(), headers, request.body());
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(new String(body, StandardCharsets.UTF_8), e);
        }
    }
}
