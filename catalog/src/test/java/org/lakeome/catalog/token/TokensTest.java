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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.WorkId;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration SESSION = Duration.ofHours(1);
    private static final Bearer ALICE = alice(new SignIn.WithKey("LKALICE", NOW));

    @TempDir
    Path secrets;

    private final Set<String> keys = new HashSet<>(Set.of("111122223333 LKALICE"));
    private Tokens tokens;

    @BeforeEach
    void open() {
        tokens = at(NOW);
    }

    @Test
    void everyBearerIsReadBack() {
        Bearer worker = new Bearer.ImportWorker(new AccountId("111122223333"), WorkId.random(), 2);
        for (Bearer bearer : new Bearer[] {ALICE, alice(new SignIn.AtTrino(NOW)), new Bearer.TrinoService(), worker}) {
            String token = tokens.issue(bearer, Set.of(Audience.ICEBERG, Audience.TRINO), LIFE)
                    .token();

            assertThat(tokens.verify(token, Audience.ICEBERG)).isEqualTo(bearer);
            assertThat(tokens.verify(token, Audience.TRINO)).isEqualTo(bearer);
        }
    }

    @Test
    void tokenForOneAudienceIsRefusedByTheOther() {
        assertRefused(tokens, tokens.issue(ALICE, Set.of(Audience.TRINO), LIFE).token());
    }

    @Test
    void tokenEndsWithItsLife() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE).token();

        assertThat(at(NOW.plus(LIFE).minusSeconds(1)).verify(token, Audience.ICEBERG))
                .isEqualTo(ALICE);
        assertRefused(at(NOW.plus(LIFE)), token);
    }

    @Test
    void tokensOutliveARestart() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE).token();

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
        Tokens foreign = new Tokens(SigningKey.open(otherSecrets), InstantSource.fixed(NOW), SESSION, this::hasKey);

        assertRefused(tokens, new PlainJWT(claims).serialize());
        assertRefused(tokens, confused.serialize());
        assertRefused(
                tokens, foreign.issue(ALICE, Set.of(Audience.ICEBERG), LIFE).token());
        assertRefused(tokens, "");
        assertRefused(tokens, "a.b.c");
    }

    @Test
    void noChangedCharacterPasses() {
        String token = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE).token();
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(tokens, token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    @Test
    void tokensOfASessionEndWithIt() {
        Bearer early = alice(new SignIn.WithKey("LKALICE", NOW.minus(SESSION).plusSeconds(60)));
        Tokens.Issued last = tokens.issue(early, Set.of(Audience.ICEBERG), LIFE);

        assertThat(last.life()).isEqualTo(Duration.ofSeconds(60));
        assertThat(at(NOW.plusSeconds(59)).verify(last.token(), Audience.ICEBERG))
                .isEqualTo(early);
        assertRefused(at(NOW.plusSeconds(60)), last.token());
        for (SignIn over :
                List.of(new SignIn.WithKey("LKALICE", NOW.minus(SESSION)), new SignIn.AtTrino(NOW.minus(SESSION)))) {
            assertThatExceptionOfType(InvalidToken.class)
                    .isThrownBy(() -> tokens.issue(alice(over), Set.of(Audience.ICEBERG), LIFE))
                    .withMessageContaining("lakeome token");
        }
    }

    @Test
    void removedKeyEndsItsTokensAndNoOthers() {
        keys.add("111122223333 LKOTHER");
        Bearer other = alice(new SignIn.WithKey("LKOTHER", NOW));
        String ended = tokens.issue(ALICE, Set.of(Audience.ICEBERG), LIFE).token();
        String good = tokens.issue(other, Set.of(Audience.ICEBERG), LIFE).token();

        keys.remove("111122223333 LKALICE");

        assertRefused(tokens, ended);
        assertThat(tokens.verify(good, Audience.ICEBERG)).isEqualTo(other);
    }

    @Test
    void privateKeyIsReadableByItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    private Tokens at(Instant time) {
        return new Tokens(SigningKey.open(secrets), InstantSource.fixed(time), SESSION, this::hasKey);
    }

    private boolean hasKey(AccountId account, String keyId) {
        return keys.contains(account + " " + keyId);
    }

    private static Bearer alice(SignIn signIn) {
        return new Bearer.User(new AccountId("111122223333"), new Alias("alice"), signIn);
    }

    private static void assertRefused(Tokens tokens, String token) {
        assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> tokens.verify(token, Audience.ICEBERG));
    }
}
