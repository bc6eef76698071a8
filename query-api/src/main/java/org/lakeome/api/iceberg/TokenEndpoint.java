package org.lakeome.api.iceberg;

import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.rest.auth.OAuth2Properties;
import org.apache.iceberg.rest.responses.OAuthTokenResponse;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.InvalidToken;
import org.lakeome.catalog.token.SignIn;
import org.lakeome.catalog.token.Tokens;

/**
 * The token endpoint of the Iceberg catalog (RFC 6749 client credentials, RFC 8693 exchange). Trino names its user in an
 * unsigned JWT, and a client of Trino can slip in a JWT of its own under another type: hence an unsigned one counts only
 * from the registered Trino and only under the one type that Trino itself fills in. Thread-safe.
 */
final class TokenEndpoint {
    static final String TRINO_CLIENT = "trino";

    private static final String JWT_TYPE = OAuth2Properties.JWT_TOKEN_TYPE;
    private static final Duration USER_LIFE = Duration.ofMinutes(15);
    private static final Duration SERVICE_LIFE = Duration.ofDays(1);
    private static final Duration WORKER_LIFE = Duration.ofHours(1);

    private final Tokens tokens;
    private final Accounts accounts;
    private final Secret trinoSecret;
    private final InstantSource clock;

    TokenEndpoint(Tokens tokens, Accounts accounts, Secret trinoSecret, InstantSource clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.clock = clock;
        this.trinoSecret = trinoSecret;
    }

    /** A refusal in the words of RFC 6749, 5.2. */
    static final class Refused extends RuntimeException {
        private final int status;
        private final String error;

        Refused(int status, String error, String message) {
            super(message);
            this.status = status;
            this.error = error;
        }

        int status() {
            return status;
        }

        String error() {
            return error;
        }
    }

    OAuthTokenResponse token(Map<String, String> form, Optional<String> authorization) {
        return switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> {
                if (!isTrinoByForm(form) && !isTrinoByBasic(authorization)) {
                    throw new Refused(401, "invalid_client", "Unknown client or wrong secret.");
                }
                yield issued(new Bearer.TrinoService());
            }
            case "urn:ietf:params:oauth:grant-type:token-exchange" -> issued(exchanged(form, authorization));
            default ->
                throw new Refused(
                        400,
                        "unsupported_grant_type",
                        "Use client_credentials or token-exchange; users get a token from 'lakeome token'.");
        };
    }

    private Bearer exchanged(Map<String, String> form, Optional<String> authorization) {
        String subject = form.getOrDefault("subject_token", "");
        if (form.getOrDefault("subject_token_type", "").equals(JWT_TYPE)) {
            if (!isTrinoByBearer(authorization) && !isTrinoByBasic(authorization)) {
                throw new Refused(401, "invalid_client", "Only the registered Trino service may ask for its users.");
            }
            return namedByTrino(subject);
        }
        try {
            return tokens.verify(subject, Audience.ICEBERG);
        } catch (InvalidToken e) {
            // A Trino that slept past the life of its token renews it with its secret; that is a new login.
            if (isTrinoByBasic(authorization) && tokens.wasTrinoService(subject)) {
                return new Bearer.TrinoService();
            }
            throw new Refused(400, "invalid_grant", e.getMessage());
        }
    }

    private Bearer namedByTrino(String unsigned) {
        try {
            String user = PlainJWT.parse(unsigned).getJWTClaimsSet().getSubject();
            Account account = accounts.findByAlias(new Alias(user)).orElseThrow(TokenEndpoint::unknownUser);
            return new Bearer.User(account.id(), account.alias(), new SignIn.AtTrino(clock.instant()));
        } catch (ParseException | ApiError.Invalid e) {
            throw unknownUser();
        }
    }

    private OAuthTokenResponse issued(Bearer bearer) {
        Duration life =
                switch (bearer) {
                    case Bearer.User _ -> USER_LIFE;
                    case Bearer.TrinoService _ -> SERVICE_LIFE;
                    case Bearer.ImportWorker _ -> WORKER_LIFE;
                };
        try {
            Tokens.Issued issued = tokens.issue(bearer, Set.of(Audience.ICEBERG), life);
            return OAuthTokenResponse.builder()
                    .withToken(issued.token())
                    .withTokenType("bearer")
                    .withIssuedTokenType(OAuth2Properties.ACCESS_TOKEN_TYPE)
                    .setExpirationInSeconds(Math.toIntExact(issued.life().toSeconds()))
                    .build();
        } catch (InvalidToken sessionOver) {
            throw new Refused(400, "invalid_grant", sessionOver.getMessage());
        }
    }

    private boolean isTrinoByForm(Map<String, String> form) {
        return isTrino(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
    }

    private boolean isTrinoByBasic(Optional<String> authorization) {
        if (authorization.isEmpty() || !authorization.get().startsWith("Basic ")) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.get().substring("Basic ".length()));
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 && isTrino(pair[0], pair[1]);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean isTrinoByBearer(Optional<String> authorization) {
        if (authorization.isEmpty() || !authorization.get().startsWith("Bearer ")) {
            return false;
        }
        try {
            return tokens.verify(authorization.get().substring("Bearer ".length()), Audience.ICEBERG)
                    instanceof Bearer.TrinoService;
        } catch (InvalidToken e) {
            return false;
        }
    }

    private boolean isTrino(String client, String secret) {
        return client.equals(TRINO_CLIENT) && Secret.of(secret).equals(trinoSecret);
    }

    private static Refused unknownUser() {
        return new Refused(400, "invalid_grant", "The subject token names no account.");
    }
}
