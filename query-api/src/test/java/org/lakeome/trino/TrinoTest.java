package org.lakeome.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.PublishedQuery;
import org.lakeome.api.iceberg.TestLake;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.output.OutputFormat;

/** A real Trino on a real catalog, asked as two accounts. */
@Tag("trino")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrinoTest {
    private static final List<Map<String, Object>> ROWS = List.of(
            call("canary_s1", "G", List.of(0, 1)),
            call("canary_s1", "C", List.of(1, 1)),
            call("canary_s2", "G", List.of(1, 1)));

    private static Path folder;
    private static TestLake lake;
    private static TrinoProcess trino;
    private static TrinoStatements http;
    private static Account alice;
    private static Account bob;

    private final List<ShareId> shares = new ArrayList<>();
    private static Resource.Store cohort;
    private static String table;

    @BeforeAll
    static void start() throws Exception {
        // not @TempDir, which warns of each of the 337 links in the plugin folder
        folder = Files.createTempDirectory("lakeome-trino");
        lake = new TestLake(folder);
        alice = lake.account("alice");
        bob = lake.account("bob");
        TrinoConfig config = new TrinoConfig(
                lake.uri(),
                lake.secrets,
                lake.secretsFolder.resolve("token.pub"),
                Duration.ofMillis(50),
                folder.resolve("warehouse"));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        long begin = System.nanoTime();
        trino = TrinoProcess.start(new TrinoProcess.Settings(
                new TrinoParts(Path.of("..")),
                config,
                0,
                "1g",
                folder.resolve("trino"),
                lake.secretsFolder,
                folder.resolve("log/trino.log")));
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(trino::isReady);
        System.out.printf("Trino was ready after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        http = new TrinoStatements(trino.uri(), trino.certificate());
        cohort = lake.store(alice, "cohort_" + UUID.randomUUID().toString().substring(0, 8));
        table = "alice." + cohort.name();
        lake.importRows(cohort, ROWS);
    }

    @AfterAll
    static void stop() throws IOException {
        if (trino != null) {
            trino.close();
        }
        lake.close();
        delete(folder);
    }

    @AfterEach
    void endShares() {
        shares.forEach(share -> lake.unshare(cohort, share));
        shares.clear();
    }

    private void shareWithBob() {
        shares.add(lake.share(cohort, bob));
    }

    @Test
    void ownerQueriesHerTable() throws Exception {
        assertThat(csv(alice, "SELECT sampleid, count(*) FROM " + cohort.name() + " GROUP BY 1 ORDER BY 1"))
                .isEqualTo("sampleid,_col1\ncanary_s1,2\ncanary_s2,1\n");
        assertThat(csv(alice, "SHOW TABLES")).contains(cohort.name().value());
        assertThat(csv(alice, "SHOW SCHEMAS")).isEqualTo("Schema\nalice\n");
        assertThat(csv(
                        alice,
                        "SELECT partition.sampleid, sum(record_count) AS rows FROM \"" + cohort.name()
                                + "$files\" GROUP BY 1 ORDER BY 1"))
                .isEqualTo("sampleid,rows\ncanary_s1,2\ncanary_s2,1\n");
    }

    @Test
    void userWithoutStoresHasAnEmptySchema() throws Exception {
        assertThat(csv(bob, "SHOW SCHEMAS")).isEqualTo("Schema\nbob\n");
        assertThat(csv(bob, "SHOW TABLES")).isEqualTo("Table\n");
    }

    @Test
    @Tag("A9")
    void eachAccountReadsItsOwnEventsAndNobodyElses() throws Exception {
        String all = "SELECT status, detail_type, json_extract_scalar(detail, '$.storeId') = '" + cohort.id()
                + "' AS own FROM lakeome_system.log.events WHERE store_name = '" + cohort.name() + "'";
        assertThat(csv(alice, all + " AND status LIKE 'CREAT%' ORDER BY time, status DESC"))
                .isEqualTo("status,detail_type,own\nCREATING,Variant Store Status Change,true\n"
                        + "CREATED,Variant Store Status Change,true\n");
        assertThat(csv(bob, all + " AND detail_type NOT LIKE '%Share%'")).isEqualTo("status,detail_type,own\n");
        Account carol = lake.account("carol_" + UUID.randomUUID().toString().substring(0, 8));
        await().until(() ->
                outcome(carol, "SELECT count(*) FROM lakeome_system.log.events").equals("_col0\n0\n"));

        assertThat(csv(alice, "SELECT count(*) FROM lakeome_system.log.events WHERE time > now() + interval '1' day"))
                .isEqualTo("_col0\n0\n");
        assertThat(csv(
                        alice,
                        "SELECT count(*) > 1 FROM lakeome_system.log.events WHERE time BETWEEN now() - interval '1' day"
                                + " AND now() + interval '1' day"))
                .isEqualTo("_col0\ntrue\n");
        assertThat(csv(alice, "SHOW TABLES FROM lakeome_system.log")).isEqualTo("Table\nevents\n");
        for (String refused : List.of(
                "DELETE FROM lakeome_system.log.events",
                "INSERT INTO lakeome_system.log.events (id) VALUES ('x')",
                "CREATE TABLE lakeome_system.log.mine (a int)",
                "SHOW CREATE CATALOG lakeome_system",
                "SELECT * FROM lakeome_system.log.\"events$properties\"")) {
            assertThat(outcome(alice, refused))
                    .as(refused)
                    .startsWith("refused: ")
                    .doesNotContain(lake.secrets.client().reveal());
        }
    }

    @Test
    @Tag("T2")
    void otherUserFindsNoTrace() {
        for (String sql : List.of(
                "SHOW CATALOGS",
                "SHOW SCHEMAS FROM lakeome",
                "SHOW TABLES FROM lakeome.bob",
                "SELECT * FROM lakeome.information_schema.schemata",
                "SELECT * FROM lakeome.information_schema.tables",
                "SELECT * FROM lakeome.information_schema.columns",
                "SELECT * FROM lakeome.information_schema.views",
                "SELECT * FROM lakeome.information_schema.table_privileges",
                "SELECT * FROM system.jdbc.schemas",
                "SELECT * FROM system.jdbc.tables",
                "SELECT * FROM system.jdbc.columns",
                "SELECT * FROM system.metadata.table_comments",
                "SELECT * FROM system.metadata.materialized_views",
                "SELECT * FROM system.metadata.catalogs",
                "SELECT * FROM system.runtime.queries",
                "SELECT * FROM system.runtime.tasks",
                "SELECT * FROM system.runtime.transactions",
                "SELECT * FROM TABLE(lakeome.system.iceberg_tables(schema_name => 'nobody'))",
                "SELECT * FROM lakeome.system.iceberg_tables",
                "SELECT * FROM lakeome_system.information_schema.schemata",
                "SELECT * FROM lakeome_system.information_schema.tables",
                "SHOW STATS FOR lakeome_system.log.events")) {
            assertThat(outcome(bob, sql))
                    .as(sql)
                    .doesNotContain("alice")
                    .doesNotContain("cohort")
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM %s",
                "SELECT count(*) FROM %s",
                "DESCRIBE %s",
                "SHOW COLUMNS FROM %s",
                "SHOW CREATE TABLE %s",
                "SELECT * FROM %s__flat",
                "DESCRIBE %s__flat",
                "SHOW CREATE VIEW %s__flat",
                "SHOW STATS FOR %s",
                "EXPLAIN SELECT * FROM %s",
                "EXPLAIN (TYPE IO) SELECT * FROM %s",
                "SELECT * FROM %s FOR VERSION AS OF 1",
                "ANALYZE %s",
                "SELECT * FROM TABLE(lakeome.system.table_changes('alice', '%s', 1, 2))"
            })
    void hiddenTableReadsLikeAnAbsentOne(String sql) {
        String absentName = "cohort_absent00";
        boolean asText = sql.contains("'%s'");
        String hidden = outcome(bob, sql.formatted(asText ? cohort.name().value() : table));
        String absent = outcome(bob, sql.formatted(asText ? absentName : "alice." + absentName));

        assertThat(hidden).startsWith("refused: ").doesNotContain("canary");
        assertThat(hidden.replace(cohort.name().value(), absentName)).isEqualTo(absent);
        if (!asText) {
            String nowhere = outcome(bob, sql.formatted("nobody." + absentName));
            assertThat(nowhere.replace("nobody", "alice")).isEqualTo(absent);
        }
    }

    @Test
    @Tag("A9")
    void rejectedRecordsAreForTheOwnerAlone() throws Exception {
        Resource.Store aside =
                lake.store(alice, "aside_" + UUID.randomUUID().toString().substring(0, 8));
        lake.quarantine(aside);
        lake.importRows(aside, ROWS);
        ShareId share = lake.share(aside, bob);
        try {
            String rejected = aside.name() + "__rejected";
            assertThat(csv(alice, "SELECT count(*) FROM " + rejected)).isEqualTo("_col0\n0\n");
            assertThat(csv(bob, "SELECT count(*) FROM alice." + aside.name())).isEqualTo("_col0\n3\n");
            assertThat(csv(bob, "SHOW TABLES FROM alice"))
                    .isEqualTo("Table\n" + aside.name() + "\n" + aside.name() + "__flat\n");
            for (String suffix : List.of("", "$files", "$snapshots", "$history", "__flat")) {
                String hidden = outcome(bob, "SELECT * FROM alice.\"" + rejected + suffix + "\"");
                String absent = outcome(bob, "SELECT * FROM alice.\"absent__rejected" + suffix + "\"");
                assertThat(hidden).startsWith("refused: ");
                assertThat(hidden.replace(rejected, "absent__rejected")).isEqualTo(absent);
            }
        } finally {
            lake.unshare(aside, share);
            lake.delete(aside);
        }
    }

    @Test
    @Tag("A11")
    void revokeIsSeenByTheNextQueryEveryTime() throws Exception {
        String sql = "SELECT count(*) FROM " + table;
        try (SqlClient asBob = connect(bob)) {
            for (int i = 0; i < 50; i++) {
                assertThat(outcome(asBob, sql)).as("before share %d", i).startsWith("refused: ");
                shareWithBob();
                // a grant may wait 50 ms for Trino's rules, a revoke never does
                await().until(() -> outcome(asBob, sql).equals("_col0\n3\n"));
                endShares();
                assertThat(outcome(asBob, sql)).as("after revoke %d", i).startsWith("refused: ");
            }
        }
    }

    @Test
    void shareShowsOneTableOnly() throws Exception {
        Resource.Store other =
                lake.store(alice, "other_" + UUID.randomUUID().toString().substring(0, 8));
        shareWithBob();
        await().until(() -> outcome(bob, "SHOW TABLES FROM alice")
                .equals("Table\n" + cohort.name() + "\n" + cohort.name() + "__flat\n"));

        assertThat(csv(bob, "SHOW SCHEMAS")).isEqualTo("Schema\nalice\nbob\n");
        assertThat(outcome(bob, "SELECT * FROM alice." + other.name())).startsWith("refused: ");
        assertThat(csv(bob, "SELECT count(*) FROM alice.\"" + cohort.name() + "$files\""))
                .isEqualTo("_col0\n3\n");
        assertThat(outcome(bob, "SELECT * FROM alice.\"" + other.name() + "$files\""))
                .startsWith("refused: ");
        assertThat(csv(
                        bob,
                        "SELECT DISTINCT table_name FROM lakeome.information_schema.columns WHERE table_schema = 'alice'"
                                + " ORDER BY 1"))
                .isEqualTo("table_name\n" + cohort.name() + "\n" + cohort.name() + "__flat\n");
        lake.delete(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files",
                "partitions",
                "snapshots",
                "manifests",
                "all_manifests",
                "entries",
                "all_entries",
                "history",
                "metadata_log_entries",
                "refs",
                "properties",
                "data",
                "changes",
                "unknown"
            })
    @Tag("T1")
    void metadataTablesAreHiddenWithTheirTable(String kind) {
        assertThat(outcome(bob, "SELECT * FROM alice.\"" + cohort.name() + "$" + kind + "\""))
                .startsWith("refused: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE stolen AS SELECT * FROM cohort",
                "CREATE TABLE x (a int)",
                "CREATE VIEW v AS SELECT * FROM cohort",
                "CREATE MATERIALIZED VIEW v AS SELECT * FROM cohort",
                "CREATE SCHEMA mine",
                "DROP SCHEMA alice",
                "ALTER SCHEMA alice RENAME TO eve",
                "INSERT INTO cohort (sampleid) VALUES ('x')",
                "UPDATE cohort SET sampleid = 'x'",
                "DELETE FROM cohort",
                "MERGE INTO cohort USING cohort s ON false WHEN NOT MATCHED THEN INSERT (sampleid) VALUES ('x')",
                "TRUNCATE TABLE cohort",
                "DROP TABLE cohort",
                "ALTER TABLE cohort RENAME TO other",
                "ALTER TABLE cohort ADD COLUMN x int",
                "ALTER TABLE cohort DROP COLUMN names",
                "ALTER TABLE cohort SET PROPERTIES format_version = 2",
                "ALTER TABLE cohort SET AUTHORIZATION bob",
                "ALTER TABLE cohort EXECUTE optimize",
                "ALTER TABLE cohort EXECUTE expire_snapshots",
                "ALTER TABLE cohort EXECUTE remove_orphan_files",
                "ALTER TABLE cohort EXECUTE drop_extended_stats",
                "ALTER TABLE cohort EXECUTE rollback_to_snapshot(1)",
                "ALTER TABLE cohort EXECUTE add_files(location => 'file:/etc', format => 'PARQUET')",
                "ALTER TABLE cohort EXECUTE optimize_manifests",
                "COMMENT ON TABLE cohort IS 'x'",
                "ANALYZE cohort",
                "GRANT SELECT ON cohort TO bob",
                "CALL lakeome.system.register_table('alice', 'x', 'file:/etc')",
                "CALL lakeome.system.unregister_table('alice', 'cohort')",
                "CALL lakeome.system.rollback_to_snapshot('alice', 'cohort', 1)",
                "CALL system.runtime.kill_query('x', 'y')",
                "SET SESSION AUTHORIZATION bob",
                "SET SESSION lakeome.compression_codec = 'NONE'",
                "CREATE ROLE r",
                "CREATE FUNCTION lakeome.alice.f() RETURNS int RETURN 1",
                "CREATE CATALOG c USING memory"
            })
    @Tag("T3")
    void evenTheOwnerOnlyReads(String sql) throws Exception {
        assertThat(outcome(alice, sql.replace("cohort", cohort.name().value()))).startsWith("refused: ");
        assertThat(csv(alice, "SELECT count(*) FROM " + cohort.name())).isEqualTo("_col0\n3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimize",
                "optimize_manifests",
                "remove_orphan_files",
                "expire_snapshots",
                "drop_extended_stats"
            })
    @Tag("T3")
    void subscriberRunsNoTableProcedure(String procedure) {
        shareWithBob();
        await().until(() -> outcome(bob, "SELECT count(*) FROM " + table).equals("_col0\n3\n"));

        assertThat(outcome(bob, "ALTER TABLE " + table + " EXECUTE " + procedure))
                .contains("Access Denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:token-type:id_token",
                "urn:ietf:params:oauth:token-type:access_token",
                "urn:ietf:params:oauth:token-type:saml2",
                "urn:ietf:params:oauth:token-type:saml1",
                "urn:ietf:params:oauth:token-type:jwt",
                "token",
                "credential"
            })
    @Tag("T9")
    void extraCredentialOfOnesOwnMakingOpensNothing(String name) throws Exception {
        String forged = new PlainJWT(new JWTClaimsSet.Builder()
                        .subject("alice")
                        .issuer("483")
                        .audience("iceberg")
                        .claim("account", alice.id().value())
                        .issueTime(new Date())
                        .expirationTime(new Date(System.currentTimeMillis() + 3_600_000))
                        .build())
                .serialize();
        String credential = name + "=" + (name.equals("credential") ? "trino:guess" : forged);

        String answer = http.run(
                "SELECT * FROM lakeome." + table,
                bob.alias().value(),
                lake.userToken(bob),
                Map.of("X-Trino-Extra-Credential", credential));

        assertHiddenByTheCatalog(answer);
    }

    @Test
    @Tag("T9")
    void sourceOfTheClientIsNoPartOfItsIdentity() throws Exception {
        String sql = "SELECT * FROM lakeome." + table;
        String asAlice = http.run(sql, "alice", lake.userToken(alice), Map.of("X-Trino-Source", "tool"));
        assertThat(asAlice).contains("canary_s1");
        for (String source : List.of("tool", "alice", "alice-tool", "-alice-tool", "tool-alice", "alice-alice", "")) {
            assertHiddenByTheCatalog(http.run(sql, "bob", lake.userToken(bob), Map.of("X-Trino-Source", source)));
        }
    }

    @Test
    @Tag("T9")
    void nobodyIsTakenForAnother() throws Exception {
        String sql = "SELECT * FROM lakeome." + table;
        assertThat(http.run(sql, "alice", lake.userToken(bob), Map.of())).doesNotContain("canary");
        assertThat(http.run(sql, "bob", lake.userToken(bob), Map.of("X-Trino-Original-User", "alice")))
                .doesNotContain("canary");
        assertThat(http.run(sql, "alice", "forged", Map.of())).doesNotContain("canary");
        assertThat(http.run(sql, "alice", lake.token(new Bearer.TrinoService()), Map.of()))
                .doesNotContain("canary");
        String catalogOnly = lake.tokens
                .issue(lake.user(alice), Set.of(Audience.ICEBERG), Duration.ofMinutes(1))
                .token();
        assertThat(http.run(sql, "alice", catalogOnly, Map.of())).doesNotContain("canary");
    }

    @Test
    @Tag("T9")
    void removedKeyEndsItsTokensAtTrinoToo() throws Exception {
        Account carol = lake.account("carol");
        try (SqlClient asCarol = connect(carol)) {
            assertThat(outcome(asCarol, "SELECT 1")).isEqualTo("_col0\n1\n");

            lake.removeKey(carol);

            // the rules that Trino goes by may be 50 ms old
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> outcome(asCarol, "SELECT 1").startsWith("refused: "));
            assertThat(outcome(asCarol, "SELECT 1")).contains("Access Denied");
        }
    }

    @Test
    @Tag("T6")
    void queriesOfOthersAreInvisible() throws Exception {
        String answer = http.run(
                "SELECT sampleid, 'query_of_alice' FROM lakeome." + table, "alice", lake.userToken(alice), Map.of());
        String id = answer.replaceFirst("(?s).*?\"id\":\"([0-9a-z_]+)\".*", "$1");

        for (String path : List.of("/v1/query/" + id, "/v1/query", "/ui/api/query/" + id, "/v1/queryState")) {
            assertThat(http.get(path, "bob", lake.userToken(bob)))
                    .as(path)
                    .doesNotContain("canary", "query_of_alice", id + "\"");
        }
        assertThat(outcome(bob, "CALL system.runtime.kill_query('" + id + "', 'x')"))
                .startsWith("refused: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 down", "404 ", "200 ", "200 {", "200 []", "200 {\"tables\":", "200 <html>"})
    @Tag("T8")
    void withoutRulesNothingIsAllowed(String rules) throws Exception {
        assertThat(csv(alice, "SELECT 1")).isEqualTo("_col0\n1\n");
        lake.breakRules(rules);
        try {
            Thread.sleep(60);
            assertThat(outcome(alice, "SELECT * FROM " + table))
                    .startsWith("refused: ")
                    .doesNotContain("canary");
            assertThat(outcome(alice, "SELECT 1")).startsWith("refused: ");
        } finally {
            lake.mendRules();
        }
        await().until(() -> outcome(alice, "SELECT count(*) FROM " + table).equals("_col0\n3\n"));
    }

    @Test
    @Tag("T8")
    void withoutTheServerNothingIsAllowedAndLaterAllIsAsBefore() throws Exception {
        int port = lake.stopServer();
        try {
            assertThat(outcome(alice, "SELECT * FROM " + table))
                    .startsWith("refused: ")
                    .doesNotContain("canary");
        } finally {
            lake.startServer(port);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outcome(alice, "SELECT count(*) FROM " + table).equals("_col0\n3\n"));
    }

    @Test
    void publishedQueriesRunUnchanged() throws Exception {
        Resource.Store empty =
                lake.store(alice, "empty_" + UUID.randomUUID().toString().substring(0, 8));

        assertThat(csv(alice, "SELECT * from " + cohort.name() + " limit 10").lines())
                .hasSize(4);
        assertThat(csv(alice, "SELECT * from " + empty.name() + " limit 10").lines())
                .hasSize(1);
        assertThat(csv(alice, PublishedQuery.tiTv("\"alice\".\"" + cohort.name() + "\"") + " ORDER BY 1"))
                .isEqualTo("sampleid,titv_ratio\ncanary_s1,0.5\ncanary_s2,Infinity\n");
        assertThat(csv(alice, PublishedQuery.tiTv("\"alice\".\"" + empty.name() + "\"")))
                .isEqualTo("sampleid,titv_ratio\n");
        lake.delete(empty);
    }

    @Test
    void resultsPrintAsTableJsonAndCsv() throws Exception {
        String sql = "SELECT 'a,\"b\"' AS text, ARRAY[1, NULL] AS list, MAP(ARRAY['k'], ARRAY[1.5]) AS map,"
                + " CAST(ROW('x', 2) AS ROW(name varchar, n int)) AS pair, CAST(NULL AS int) AS nothing,"
                + " chr(27) || '[31m' AS control";

        assertThat(print(alice, sql, OutputFormat.JSON))
                .isEqualTo("[\n{\"text\":\"a,\\\"b\\\"\",\"list\":[1,null],\"map\":{\"k\":1.5},"
                        + "\"pair\":{\"name\":\"x\",\"n\":2},\"nothing\":null,\"control\":\"\\u001B[31m\"}\n]\n");
        assertThat(print(alice, sql, OutputFormat.CSV))
                .startsWith("text,list,map,pair,nothing,control\n\"a,\"\"b\"\"\",\"[1,null]\",\"{\"\"k\"\":1.5}\",");
        assertThat(print(alice, sql, OutputFormat.TABLE)
                        .lines()
                        .map(String::strip)
                        .toList())
                .containsExactly(
                        "text   list      map        pair                nothing  control",
                        "-----  --------  ---------  ------------------  -------  ----------",
                        "a,\"b\"  [1,null]  {\"k\":1.5}  {\"name\":\"x\",\"n\":2}  NULL     \\u001b[31m",
                        "(1 row)");
    }

    @Test
    void typesAndPlansArePrintedWhole() throws Exception {
        String sql = "SELECT DECIMAL '12345678901234567890.50' AS money,"
                + " TIMESTAMP '2026-11-30 20:00:00.123456789012 +02:00' AS zoned, TIMESTAMP '2026-11-30 20:00:00.5' AS local,"
                + " DATE '2026-11-30' AS day, X'00ff' AS bytes, ARRAY[TIMESTAMP '2026-11-30 20:00:00'] AS times,"
                + " INTERVAL '2' DAY AS span, '' AS empty, REAL '1.5' AS small, 9007199254740993 AS large, 1 AS a, 2 AS a";

        assertThat(print(alice, sql, OutputFormat.JSONL))
                .isEqualTo("{\"money\":12345678901234567890.50,\"zoned\":\"2026-11-30 20:00:00.123456789012 +02:00\","
                        + "\"local\":\"2026-11-30 20:00:00.5\",\"day\":\"2026-11-30\",\"bytes\":\"00ff\","
                        + "\"times\":[\"2026-11-30 20:00:00.0\"],\"span\":\"2 00:00:00.000\",\"empty\":\"\","
                        + "\"small\":1.5,\"large\":9007199254740993,\"a\":1,\"a_2\":2}\n");
        assertThat(print(alice, "EXPLAIN SELECT count(*) FROM " + cohort.name(), OutputFormat.TABLE)
                        .lines())
                .hasSizeGreaterThan(8)
                .anyMatch(line -> line.matches("\\s+.*TableScan.*"));
        assertThat(print(alice, "DESCRIBE " + cohort.name(), OutputFormat.TABLE))
                .contains("\"extras\" map(varchar, varchar)", "GT as numbers: 0 is REF")
                .doesNotContain("...");
    }

    @Test
    @Tag("I22")
    void logHoldsNoSecret() throws Exception {
        String log = Files.readString(folder.resolve("log/trino.log"));

        assertThat(log)
                .doesNotContain(
                        lake.secrets.client().reveal(),
                        lake.secrets.rules().reveal(),
                        lake.secrets.internal().reveal(),
                        lake.secrets.keystore().reveal());
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void killedTrinoIsStartedAgainAndAnswers() throws Exception {
        long killed = trino.pid().orElseThrow();
        String sql = "SELECT count(*) FROM " + table;
        assertThat(outcome(alice, sql)).isEqualTo("_col0\n3\n");

        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        long begin = System.nanoTime();
        await().atMost(Duration.ofSeconds(20)).until(() -> !trino.isReady());
        await().atMost(Duration.ofMinutes(2)).until(trino::isReady);
        assertThat(outcome(alice, sql)).isEqualTo("_col0\n3\n");
        assertThat(trino.pid()).isPresent().isNotEqualTo(Optional.of(killed));
        System.out.printf("Killed, Trino answered again after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void childEndsWhenItsInputDoes() throws Exception {
        ProcessHandle child = ProcessHandle.of(trino.pid().orElseThrow()).orElseThrow();

        trino.endOfInput();

        await().atMost(Duration.ofSeconds(20)).until(() -> !child.isAlive());
    }

    /** Not merely refused by the rules, which would say "Access Denied": the catalog took the caller for who it is. */
    private static void assertHiddenByTheCatalog(String answer) {
        assertThat(answer).contains("FAILED").doesNotContain("canary", "Access Denied");
    }

    private static Map<String, Object> call(String sample, String alternate, List<Integer> alleles) {
        return Map.of(
                "sampleid",
                sample,
                "contigname",
                "chr1",
                "start",
                99L,
                "end",
                100L,
                "referenceallele",
                "A",
                "alternatealleles",
                List.of(alternate),
                "filters",
                List.of("PASS"),
                "calls",
                alleles,
                "attributes",
                Map.of("DP", "10"));
    }

    private static String csv(Account account, String sql) throws Exception {
        return print(account, sql, OutputFormat.CSV);
    }

    private static String print(Account account, String sql, OutputFormat format) throws Exception {
        try (SqlClient client = connect(account)) {
            StringWriter out = new StringWriter();
            client.print(sql, new SqlClient.Print(format, false, 0), out);
            return out.toString();
        }
    }

    /** The rows as CSV, or "refused: " and the message without what changes with each query. */
    private static String outcome(Account account, String sql) {
        try (SqlClient client = connect(account)) {
            return outcome(client, sql);
        } catch (SQLException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String outcome(SqlClient client, String sql) {
        try {
            StringWriter out = new StringWriter();
            client.print(sql, new SqlClient.Print(OutputFormat.CSV, false, 0), out);
            return out.toString();
        } catch (SQLException | IOException e) {
            return "refused: " + e.getMessage().replaceFirst("\\(#[^)]*\\)", "");
        }
    }

    private static SqlClient connect(Account account) throws SQLException {
        String user = account.alias().value();
        return SqlClient.connect(SqlClient.url(trino.uri(), trino.certificate(), user), user, lake.userToken(account));
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
