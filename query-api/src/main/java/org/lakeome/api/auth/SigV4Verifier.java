package org.lakeome.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.Secret;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Verifies AWS Signature Version 4 for the service {@code omics}, in the Authorization header or presigned in the query of a GET. The whole signature is
 * recomputed from the bytes received and compared in constant time. An unknown key and a wrong signature read the same and cost the same. Thread-safe.
 */
public final class SigV4Verifier {

    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final String SERVICE = "omics";
    // As long as a real secret, so that a signature of nobody costs what a signature of somebody costs.
    private static final Secret NOBODY = Secret.of("0123456789012345678901234567890123456789");

    private final Function<String, Optional<AccessKey>> keys;
    private final String region;
    private final Clock clock;

    public SigV4Verifier(Function<String, Optional<AccessKey>> keys, String region, Clock clock) {
        this.keys = keys;
        this.region = region;
        this.clock = clock;
    }

    /** Whether the request tries to be signed as AWS clients sign; a bearer token, say, is no such try. */
    public boolean claimsSignature(ReceivedRequest request) {
        return Claim.isMade(request);
    }

    /**
     * Who signed the request.
     *
     * @param unsignedBody the operation lets the client leave the body out of the signature
     * @throws NotAuthenticated if nobody provably did
     */
    public Caller.User verify(ReceivedRequest request, boolean unsignedBody) {
        return verify(request, unsignedBody, claim -> checkScope(claim));
    }

    /** As {@link #verify(ReceivedRequest, boolean)}, of a request for another service, whose Region clients choose as they like. */
    public Caller.User verifyFor(String service, ReceivedRequest request) {
        return verify(request, false, claim -> {
            checkService(claim, service);
            checkDate(claim);
        });
    }

    /** The service that a request is signed for, unless that is {@code omics} or the signature has no proper form; not proven. */
    public Optional<String> otherService(ReceivedRequest request) {
        try {
            return Claim.find(request).map(Claim::service).filter(service -> !service.equals(SERVICE));
        } catch (NotAuthenticated noProperForm) {
            return Optional.empty();
        }
    }

    private Caller.User verify(ReceivedRequest request, boolean unsignedBody, Consumer<Claim> scope) {
        Claim claim = Claim.find(request)
                .orElseThrow(
                        () -> new NotAuthenticated(
                                "MissingAuthenticationTokenException",
                                "Missing Authentication Token: the request is not signed. Give the client an access key id and secret of this server."));
        checkTime(claim);
        scope.accept(claim);
        checkCoverage(request, claim);
        Optional<AccessKey> key = keys.apply(claim.keyId());
        String expected = Signer.signature(
                request,
                claim,
                contentHash(request, unsignedBody),
                key.map(AccessKey::secret).orElse(NOBODY));
        boolean equal = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), claim.signature().getBytes(StandardCharsets.UTF_8));
        return key.filter(known -> equal)
                .map(known -> new Caller.User(known.account()))
                .orElseThrow(SigV4Verifier::doesNotMatch);
    }

    /** The access key that a verified request was signed with. */
    public String keyId(ReceivedRequest request) {
        return Claim.find(request).map(Claim::keyId).orElseThrow();
    }

    /** The signature of a verified request: two requests that have the same one are the same request. */
    public String signature(ReceivedRequest request) {
        return Claim.find(request).map(Claim::signature).orElseThrow();
    }

    private void checkTime(Claim claim) {
        Instant now = clock.instant();
        if (claim.presigned() && (claim.lifetime().isZero() || claim.lifetime().compareTo(SKEW) > 0)) {
            throw invalid("X-Amz-Expires must be 1 to %d seconds.".formatted(SKEW.toSeconds()));
        }
        Instant end = claim.time().plus(claim.presigned() ? claim.lifetime() : SKEW);
        if (now.isAfter(end)) {
            throw invalid("Signature expired: %s is now earlier than %s (%s - %d s); the server's time is %s."
                    .formatted(
                            Claim.TIME.format(claim.time()),
                            Claim.TIME.format(now.minus(Duration.between(claim.time(), end))),
                            Claim.TIME.format(now),
                            Duration.between(claim.time(), end).toSeconds(),
                            now));
        }
        if (now.plus(SKEW).isBefore(claim.time())) {
            throw invalid(
                    "Signature not yet current: %s is still later than %s (%s + 15 min.); the server's time is %s."
                            .formatted(
                                    Claim.TIME.format(claim.time()),
                                    Claim.TIME.format(now.plus(SKEW)),
                                    Claim.TIME.format(now),
                                    now));
        }
    }

    private void checkScope(Claim claim) {
        checkService(claim, SERVICE);
        if (!claim.region().equals(region)) {
            throw invalid("Credential should be scoped to the Region '%s' of this server, not '%s'."
                    .formatted(region, claim.region()));
        }
        checkDate(claim);
    }

    private static void checkService(Claim claim, String service) {
        if (!claim.service().equals(service)) {
            throw invalid(
                    "Credential should be scoped to the service '%s', not '%s'.".formatted(service, claim.service()));
        }
    }

    private static void checkDate(Claim claim) {
        if (!Claim.TIME.format(claim.time()).startsWith(claim.date())) {
            throw invalid(
                    "The date of the credential scope, %s, must be the date of X-Amz-Date.".formatted(claim.date()));
        }
    }

    /** What was not signed could have been added on the way; what is there twice could be read in two ways. */
    private static void checkCoverage(ReceivedRequest request, Claim claim) {
        if (claim.presigned() && !request.method().equals("GET")) {
            throw invalid("Only a GET can be presigned.");
        }
        if (!isCanonical(request)) {
            throw doesNotMatch();
        }
        boolean sessionToken = !request.header("x-amz-security-token").isEmpty()
                || request.query().orElseThrow().containsKey("X-Amz-Security-Token");
        if (sessionToken) {
            throw new NotAuthenticated(
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid: this server gives out no session tokens; unset AWS_SESSION_TOKEN.");
        }
        Set<String> unsigned = request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-")
                        || name.startsWith("lakeome-")
                        || name.equals("host")
                        || name.equals("range"))
                .filter(name -> !claim.signedHeaders().contains(name))
                .collect(Collectors.toSet());
        boolean ambiguous = claim.signedHeaders().stream()
                .anyMatch(name -> request.header(name).size() != 1);
        if (!unsigned.isEmpty() || ambiguous || !claim.signedHeaders().contains("host")) {
            throw doesNotMatch();
        }
    }

    /** Every SDK sends the query in the one form that the signature covers; any other spelling of it was made on the way. */
    private static boolean isCanonical(ReceivedRequest request) {
        return request.rawQuery().isEmpty()
                || List.of(request.rawQuery().split("&", -1)).stream().allMatch(pair -> {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    return !name.isEmpty() && isCanonical(name) && isCanonical(value);
                });
    }

    private static boolean isCanonical(String encoded) {
        return PercentEncoding.decode(encoded)
                .map(SdkHttpUtils::urlEncode)
                .orElse("")
                .equals(encoded);
    }

    private static String contentHash(ReceivedRequest request, boolean unsignedBody) {
        boolean unsigned =
                unsignedBody && request.header("x-amz-content-sha256").equals(List.of(UNSIGNED));
        return unsigned ? UNSIGNED : BinaryUtils.toHex(SignerUtils.hash(request.body()));
    }

    private static NotAuthenticated doesNotMatch() {
        return invalid(
                "The request signature we calculated does not match the signature you provided, or the access key id is not known here. "
                        + "Check the access key id, the secret access key and the Region.");
    }

    private static NotAuthenticated invalid(String message) {
        return new NotAuthenticated("InvalidSignatureException", message);
    }
}
