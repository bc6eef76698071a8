package org.lakeome.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.iceberg.TestLake;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.Account;

class TrinoConfigTest {
    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void open() throws IOException {
        lake = new TestLake(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void filesForAnOutsideClusterNameThisServer() throws Exception {
        Path etc = folder.resolve("etc");

        config().writeForOutsideCluster(etc);

        assertThat(etc.resolve("catalog/lakeome.properties"))
                .content()
                .contains("iceberg.rest-catalog.uri=https://lake.example:9820/iceberg\n")
                .contains("iceberg.rest-catalog.session=USER\n")
                .contains("iceberg.rest-catalog.oauth2.credential=trino:"
                        + lake.secrets.client().reveal() + "\n");
        assertThat(etc.resolve("config-lakeome.properties"))
                .content()
                .contains("http-server.authentication.type=JWT\n")
                .contains("access-control.config-files=etc/access-read-only.properties,etc/access-rules.properties\n");
        assertThat(etc.resolve("access-rules.properties")).content().contains("https://lake.example:9820/trino/");
        assertThat(etc.resolve("access-read-only.properties")).hasContent("access-control.name=read-only");
        assertThat(etc.resolve("lakeome-token.pub")).content().startsWith("-----BEGIN PUBLIC KEY-----");
        try (var files = Files.walk(etc)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".properties"))
                    .toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void trinoSeesTheWarehouseAndNothingElseOfTheMachine() throws Exception {
        Path root = folder.resolve("root");

        config().mirrorWarehouse(root);
        config().mirrorWarehouse(root);

        Path warehouse = folder.resolve("warehouse").toAbsolutePath();
        Path mirror = root.resolve(Path.of("/").relativize(warehouse));
        assertThat(mirror.toRealPath()).isEqualTo(warehouse.toRealPath());
        try (var files = Files.walk(root)) {
            assertThat(files.filter(file -> !Files.isDirectory(file))).isEmpty();
        }
    }

    @Test
    void rulesAreReadWithTheSecretOnly() throws Exception {
        assertThat(get("/trino/guess/rules.json").statusCode()).isEqualTo(404);
        assertThat(get("/trino//rules.json").statusCode()).isEqualTo(404);
        assertThat(rules().isObject()).isTrue();
    }

    @Test
    void rulesCloseEverySectionAndOpenTablesByName() throws Exception {
        Account alice = lake.account("alice");
        Account bob = lake.account("bob");
        Resource.Store store = lake.store(alice, "cohort_1");
        lake.share(store, bob);

        JsonNode rules = rules();

        // an absent section would mean that all is allowed
        assertThat(rules.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "catalogs",
                        "principals",
                        "schemas",
                        "tables",
                        "queries",
                        "functions",
                        "procedures",
                        "impersonation",
                        "authorization",
                        "system_information",
                        "system_session_properties",
                        "catalog_session_properties");
        for (String closed : new String[] {
            "procedures", "impersonation", "authorization", "system_information", "catalog_session_properties"
        }) {
            assertThat(rules.get(closed)).as(closed).isEmpty();
        }
        assertThat(rules.get("tables").toString())
                .contains("\"schema\":\"\\\\Qalice\\\\E\"")
                .contains("\"table\":\"(\\\\Qcohort_1\\\\E)(__flat|\\\\$[a-z_]+)?\"");
        // Only of the schema that is named like the user may more than rows be asked: how a table is made.
        assertThat(rules.get("tables")).hasSize(6).allSatisfy(rule -> assertThat(rule.get("privileges"))
                .hasToString(
                        rule.has("user") && rule.get("user").equals(rule.get("schema"))
                                ? "[\"SELECT\",\"OWNERSHIP\"]"
                                : "[\"SELECT\"]"));
    }

    @Test
    void secretsSurviveARestart() {
        assertThat(TrinoSecrets.open(lake.secretsFolder)).isEqualTo(lake.secrets);
    }

    @Test
    void memoryIsAShareOfTheHeap() {
        assertThat(TrinoMemory.ofHeap("1g")).isEqualTo(new TrinoMemory("512MB", "307MB"));
        assertThat(TrinoMemory.ofHeap("1500M")).isEqualTo(new TrinoMemory("750MB", "450MB"));
        assertThatIllegalArgumentException().isThrownBy(() -> TrinoMemory.ofHeap("lots"));
    }

    private TrinoConfig config() {
        return new TrinoConfig(
                URI.create("https://lake.example:9820"),
                lake.secrets,
                lake.secretsFolder.resolve("token.pub"),
                Duration.ofSeconds(1),
                folder.resolve("warehouse"));
    }

    private JsonNode rules() throws Exception {
        return new ObjectMapper()
                .readTree(get("/trino/" + lake.secrets.rules().reveal() + "/rules.json")
                        .body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(lake.uri() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
