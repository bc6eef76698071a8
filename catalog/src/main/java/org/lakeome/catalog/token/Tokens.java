package org.lakeome.catalog.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;

/**
 * Issues and verifies the server's tokens: JWTs signed with RS256 (RFC 7519). A token says who its bearer is and never
 * what the bearer may do. Thread-safe.
 */
public final class Tokens {
    public static final String ISSUER = "lakeome";

    /** The claim that Trino takes its principal from. */
    public static final String PRINCIPAL_CLAIM = "principal";

    /** Names of no account: aliases have no '-'. */
    private static final String TRINO_SUBJECT = "trino-service";

    private static final String WORK_SUBJECT = "import-worker";

    /** A token and how long it is good for. */
    public record Issued(String token, Duration life) {}

    /** Says whether an access key exists now. */
    @FunctionalInterface
    public interface Keys {
        boolean exists(AccountId account, String keyId);
    }

    private final SigningKey key;
    private final InstantSource clock;
    private final Duration longestSession;
    private final Keys keys;

    /**
     * @param longestSession from a user's sign-in to the end of the last token got in exchange for tokens
     * @param keys asked at each use of a user's token, so that a removed key ends its tokens at once
     */
    public Tokens(SigningKey key, InstantSource clock, Duration longestSession, Keys keys) {
        this.key = key;
        this.clock = clock;
        this.longestSession = longestSession;
        this.keys = keys;
    }

    /**
     * A new token; a user's ends with the user's session, however long a life is asked for.
     *
     * @throws InvalidToken if the session of the user has ended
     */
    public Issued issue(Bearer bearer, Set<Audience> audiences, Duration longestLife) {
        Instant now = clock.instant();
        Duration life = life(bearer, now, longestLife);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .audience(audiences.stream().map(Audience::claim).sorted().toList())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)));
        switch (bearer) {
            case Bearer.User(AccountId account, Alias alias, SignIn signIn) -> {
                claims.subject(alias.value())
                        .claim("account", account.value())
                        .claim("auth_time", signIn.at().getEpochSecond());
                switch (signIn) {
                    // Trino knows the bearer by the principal, and so its rules can tell one key's tokens from
                    // another's.
                    case SignIn.WithKey(String keyId, Instant _) ->
                        claims.claim("key", keyId).claim(PRINCIPAL_CLAIM, principal(alias, keyId));
                    case SignIn.AtTrino _ -> {}
                }
            }
            case Bearer.TrinoService() -> claims.subject(TRINO_SUBJECT);
            case Bearer.ImportWorker worker ->
                claims.subject(WORK_SUBJECT)
                        .claim("account", worker.owner().value())
                        .claim("work", worker.work().value())
                        .claim("attempt", worker.attempt());
        }
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
            jwt.sign(new RSASSASigner(key.privateKey()));
            return new Issued(jwt.serialize(), life);
        } catch (JOSEException e) {
            throw new IllegalStateException("The token key cannot sign.", e);
        }
    }

    /**
     * Whom the token speaks for.
     *
     * @throws InvalidToken unless it is signed by this server, made for the audience and not yet expired
     */
    public Bearer verify(String token, Audience audience) {
        try {
            JWTClaimsSet claims = signedByUs(token);
            if (!claims.getAudience().contains(audience.claim())) {
                throw new InvalidToken("The token is not made for " + audience.claim() + ".");
            }
            Date expires = claims.getExpirationTime();
            if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
                throw new InvalidToken("The token has expired; get a new one with 'lakeome token'.");
            }
            Bearer bearer = bearer(claims);
            if (bearer instanceof Bearer.User(AccountId account, Alias _, SignIn.WithKey(String keyId, Instant _))
                    && !keys.exists(account, keyId)) {
                throw new InvalidToken("The access key of this token was removed; sign in with another key.");
            }
            return bearer;
        } catch (ParseException | JOSEException | ApiError.Invalid e) {
            throw new InvalidToken("The token cannot be read.");
        }
    }

    /** What Trino calls the bearer of a user's token. */
    public static String principal(Alias alias, String keyId) {
        return alias.value() + "@" + keyId;
    }

    /** Whether this server once gave the token to the Trino service, however long ago. */
    public boolean wasTrinoService(String token) {
        try {
            return bearer(signedByUs(token)) instanceof Bearer.TrinoService;
        } catch (ParseException | JOSEException | ApiError.Invalid | InvalidToken e) {
            return false;
        }
    }

    private Duration life(Bearer bearer, Instant now, Duration longest) {
        return switch (bearer) {
            case Bearer.User user -> {
                Duration left = Duration.between(now, user.signIn().at().plus(longestSession));
                if (!left.isPositive()) {
                    throw new InvalidToken(
                            "The session has lasted %d h since its sign-in, the longest there is; sign in"
                                            .formatted(longestSession.toHours())
                                    + " anew with 'lakeome token'.");
                }
                yield left.compareTo(longest) < 0 ? left : longest;
            }
            case Bearer.TrinoService _, Bearer.ImportWorker _ -> longest;
        };
    }

    private JWTClaimsSet signedByUs(String token) throws ParseException, JOSEException {
        SignedJWT jwt = SignedJWT.parse(token);
        // the algorithm is ours and not the token's choice
        if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                || !jwt.verify(new RSASSAVerifier(key.publicKey()))
                || !ISSUER.equals(jwt.getJWTClaimsSet().getIssuer())) {
            throw new InvalidToken("The token is not signed by this server.");
        }
        return jwt.getJWTClaimsSet();
    }

    private static Bearer bearer(JWTClaimsSet claims) throws ParseException {
        return switch (claims.getSubject()) {
            case TRINO_SUBJECT -> new Bearer.TrinoService();
            case WORK_SUBJECT ->
                new Bearer.ImportWorker(
                        new AccountId(claims.getStringClaim("account")),
                        new WorkId(claims.getStringClaim("work")),
                        claims.getIntegerClaim("attempt"));
            case String alias ->
                new Bearer.User(new AccountId(claims.getStringClaim("account")), new Alias(alias), signIn(claims));
        };
    }

    private static SignIn signIn(JWTClaimsSet claims) throws ParseException {
        Long at = claims.getLongClaim("auth_time");
        if (at == null) {
            throw new InvalidToken("The token is one of an older Lakeome; get a new one with 'lakeome token'.");
        }
        String keyId = claims.getStringClaim("key");
        Instant time = Instant.ofEpochSecond(at);
        return keyId == null ? new SignIn.AtTrino(time) : new SignIn.WithKey(keyId, time);
    }
}
