package org.lakeome.catalog.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.WorkId;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Bearer ALICE = new Bearer.User(new AccountId("111122223333"), new Alias("alice"));
    private static final Duration LIFE = Duration.ofMinutes(15);

    @TempDir
    Path secrets;

    private Tokens tokens;

    @BeforeEach
    void open() {
        tokens = at(NOW);
    }

    @Test
    void everyBearerIsReadBack() {
        Bearer worker = new Bearer.ImportWorker(
                new AccountId("111122223333"), WorkId.random(), 2, new Alias("alice"), new StoreName("cohort"));
        for (Bearer bearer : new Bearer[] {ALICE, new Bearer.TrinoService(), worker}) {
            String token = tokens.issue(bearer, Set.of(Audience.ICEBERG, Audience.TRINO), LIFE);

            assertThat(tokens.verify(token, Audience.ICEBERG)).isEqualTo(bearer);
            assertThat(tokens.verify(token, Audience.TRINO)).isEqualTo(bearer);
        }
    }

    @Test
    void tokenForOneAudienceIsRefusedByTheOther() {
        assertRefused(tokens, tokens.issue(ALICE, Set.of(Audience.TRINO), LIFE));
    }

    @Test
    void tokenEndsWithItsLife() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE);

        assertThat(at(NOW.plus(LIFE).minusSeconds(1)).verify(token, Audience.ICEBERG))
                .isEqualTo(ALICE);
        assertRefused(at(NOW.plus(LIFE)), token);
    }

    @Test
    void tokensOutliveARestart() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE);

        assertThat(at(NOW).verify(token, Audience.ICEBERG)).isEqualTo(ALICE);
    }

    @Test
    void unsignedForgedAndForeignTokensAreRefused(@TempDir Path otherSecrets) throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(Tokens.ISSUER)
                .subject("alice")
                .audience("iceberg")
                .claim("account", "111122223333")
                .expirationTime(Date.from(NOW.plus(LIFE)))
                .build();
        // the public key taken for a shared secret: the classic confusion of algorithms
        SignedJWT confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        confused.sign(
                new MACSigner(Files.readString(secrets.resolve("token.pub")).getBytes(StandardCharsets.UTF_8)));
        Tokens foreign = new Tokens(SigningKey.open(otherSecrets), InstantSource.fixed(NOW));

        assertRefused(tokens, new PlainJWT(claims).serialize());
        assertRefused(tokens, confused.serialize());
        assertRefused(tokens, foreign.issue(ALICE, Set.of(Audience.ICEBERG), LIFE));
        assertRefused(tokens, "");
        assertRefused(tokens, "a.b.c");
    }

    @Test
    void noChangedCharacterPasses() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE);
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(tokens, token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    @Test
    void privateKeyIsReadableByItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    private Tokens at(Instant time) {
        return new Tokens(SigningKey.open(secrets), InstantSource.fixed(time));
    }

    private static void assertRefused(Tokens tokens, String token) {
        assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> tokens.verify(token, Audience.ICEBERG));
    }
}
