package org.lakeome.api.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.SignIn;
import org.lakeome.catalog.token.Tokens;

/** The rules that keep hole 1 of the design shut: who may name whom to the token endpoint. */
class TokenEndpointTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";

    @TempDir
    static Path folder;

    private static TestLake lake;
    private static Account alice;
    private static Account bob;

    @BeforeAll
    static void start() throws Exception {
        lake = new TestLake(folder);
        alice = lake.account("alice");
        bob = lake.account("bob");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void trinoLogsInWithItsSecretAndNamesItsUser() throws Exception {
        Answer login = post(
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "trino",
                        "client_secret", lake.secrets.client().reveal(),
                        "scope", "catalog"),
                "");
        assertThat(login.bearer()).isEqualTo(new Bearer.TrinoService());

        Answer user = exchange(unsigned("alice"), JWT, "Bearer " + login.token());

        assertThat(user.bearer()).isInstanceOfSatisfying(Bearer.User.class, named -> {
            assertThat(named.account()).isEqualTo(alice.id());
            assertThat(named.alias()).isEqualTo(alice.alias());
            assertThat(named.signIn()).isInstanceOf(SignIn.AtTrino.class);
        });
        assertThat(user.json().get("issued_token_type").asText()).isEqualTo(ACCESS);
        assertThat(user.json().get("expires_in").asInt()).isEqualTo(900);
    }

    @Test
    void wrongSecretAndUnknownClientAreRefusedAlike() throws Exception {
        Answer wrong =
                post(Map.of("grant_type", "client_credentials", "client_id", "trino", "client_secret", "guess"), "");
        Answer unknown =
                post(Map.of("grant_type", "client_credentials", "client_id", "spark", "client_secret", "x"), "");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("error").asText()).isEqualTo("invalid_client");
        assertThat(unknown).isEqualTo(wrong);
    }

    @Test
    void nobodyButTrinoNamesAUser() throws Exception {
        for (String caller : new String[] {
            "",
            "Bearer " + lake.userToken(bob),
            "Bearer " + unsigned("trino-service"),
            "Bearer forged",
            basic("trino", "guess"),
            basic("bob", lake.secrets.client().reveal()),
            "Basic ???"
        }) {
            Answer answer = exchange(unsigned("alice"), JWT, caller);
            assertThat(answer.status()).as(caller).isEqualTo(401);
            assertThat(answer.json().has("access_token")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:token-type:id_token",
                "urn:ietf:params:oauth:token-type:access_token",
                "urn:ietf:params:oauth:token-type:saml1",
                "urn:ietf:params:oauth:token-type:saml2",
                "urn:ietf:params:oauth:token-type:refresh_token",
                "URN:IETF:params:oauth:token-type:jwt",
                "urn:ietf:params:oauth:token-type:jwt ",
                "jwt",
                ""
            })
    void unsignedTokenOfAnotherTypeIsRefusedEvenFromTrino(String type) throws Exception {
        Answer answer = exchange(unsigned("alice"), type, trino());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void ownTokenIsRenewedForTheSameUserOnly() throws Exception {
        Bearer signedIn = lake.user(bob);
        String token = lake.token(signedIn);

        assertThat(exchange(token, ACCESS, "Bearer " + token).bearer()).isEqualTo(signedIn);
        // a signed token under the type that is reserved for Trino's unsigned ones
        assertThat(exchange(token, JWT, trino()).status()).isEqualTo(400);
    }

    @Test
    void expiredTokenIsNotRenewedUnlessTrinoLogsInAnew() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(2));
        Tokens yesterday = lake.tokensAt(InstantSource.fixed(then));
        String user = yesterday
                .issue(lake.user(bob, then), Set.of(Audience.ICEBERG), Duration.ofMinutes(15))
                .token();
        String service = yesterday
                .issue(new Bearer.TrinoService(), Set.of(Audience.ICEBERG), Duration.ofDays(1))
                .token();
        String secret = basic("trino", lake.secrets.client().reveal());

        assertThat(exchange(user, ACCESS, "Bearer " + user).status()).isEqualTo(400);
        assertThat(exchange(user, ACCESS, secret).status()).isEqualTo(400);
        assertThat(exchange(service, ACCESS, "Bearer " + service).status()).isEqualTo(400);
        assertThat(exchange(service, ACCESS, basic("trino", "guess")).status()).isEqualTo(400);
        assertThat(exchange(service, ACCESS, secret).bearer()).isEqualTo(new Bearer.TrinoService());
    }

    @Test
    void renewingNeverOutlivesTheSession() throws Exception {
        Instant signIn = Instant.now().minus(TestLake.SESSION).plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        String token = lake.token(lake.user(bob, signIn));

        Answer renewed = exchange(token, ACCESS, "Bearer " + token);
        Answer again = exchange(renewed.token(), ACCESS, "Bearer " + renewed.token());

        assertThat(renewed.json().get("expires_in").asInt()).isBetween(1, 30);
        assertThat(again.json().get("expires_in").asInt()).isBetween(1, 30);
        assertThat(again.bearer()).isEqualTo(lake.user(bob, signIn));
    }

    @Test
    void removedKeyEndsWhatItsTokensWereExchangedFor() throws Exception {
        Account carol = lake.account("carol");
        String token = lake.userToken(carol);
        String renewed = exchange(token, ACCESS, "Bearer " + token).token();
        try (RESTCatalog catalog = lake.client(renewed)) {
            assertThat(catalog.listNamespaces()).isNotEmpty();
        }

        lake.removeKey(carol);

        assertThat(exchange(token, ACCESS, "Bearer " + token).status()).isEqualTo(400);
        assertThat(exchange(renewed, ACCESS, "Bearer " + renewed).status()).isEqualTo(400);
        assertThatThrownBy(() -> lake.client(renewed)).isInstanceOf(NotAuthorizedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "ALICE", "alice ", "trino-service", "import-worker", "", "al%69ce"})
    void subjectThatIsNoAccountIsRefused(String subject) throws Exception {
        Answer answer = exchange(unsigned(subject), JWT, trino());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error_description").asText()).isEqualTo("The subject token names no account.");
    }

    @Test
    void otherGrantsAreUnknown() throws Exception {
        assertThat(post(Map.of("grant_type", "password"), "").status()).isEqualTo(400);
        assertThat(post(Map.of(), "").status()).isEqualTo(400);
    }

    private static String unsigned(String subject) {
        return new PlainJWT(new JWTClaimsSet.Builder().subject(subject).build()).serialize();
    }

    private static String trino() {
        return "Bearer " + lake.token(new Bearer.TrinoService());
    }

    private static String basic(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static Answer exchange(String subject, String type, String authorization) throws Exception {
        return post(
                Map.of("grant_type", EXCHANGE, "subject_token", subject, "subject_token_type", type), authorization);
    }

    private static Answer post(Map<String, String> form, String authorization) throws Exception {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lake.uri() + "/iceberg/v1/oauth/tokens"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    private record Answer(int status, JsonNode json) {
        String token() {
            return json.get("access_token").asText();
        }

        Bearer bearer() {
            return lake.tokens.verify(token(), Audience.ICEBERG);
        }
    }
}
