package org.lakeome.api.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.work.Lease;

class IcebergRoutesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> ROW =
            Map.of("sampleid", "S1", "contigname", "chr1", "start", 99L, "end", 100L);

    @TempDir
    static Path folder;

    private static TestLake lake;
    private static Account alice;
    private static Account bob;

    private Resource.Store store;
    private Resource.Store other;

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

    @BeforeEach
    void makeStores() throws Exception {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        store = lake.store(alice, "cohort_" + unique);
        other = lake.store(bob, "other_" + unique);
    }

    @AfterEach
    void dropStores() throws Exception {
        lake.delete(store);
        lake.delete(other);
    }

    @Test
    void ownerSeesAndLoadsTheTable() throws Exception {
        lake.importRows(store, List.of(ROW));
        try (RESTCatalog catalog = lake.client(lake.userToken(alice))) {
            assertThat(catalog.listNamespaces()).containsExactly(Namespace.of("alice"));
            assertThat(catalog.listTables(Namespace.of("alice"))).containsExactly(TestLake.id(store));
            assertThat(catalog.tableExists(TestLake.id(store))).isTrue();
            assertThat(catalog.loadTable(TestLake.id(store)).currentSnapshot().summary())
                    .containsEntry("total-records", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?snapshots=all", "?snapshots=refs"})
    void subscriberIsToldThePresentAlone(String question) throws Exception {
        lake.importRows(store, List.of(ROW), Map.of("lakeome.vcf-header", "{\"0\":[\"##INFO=<ID=KEPT>\"]}"));
        JobId undone =
                lake.importRows(store, List.of(ROW), Map.of("lakeome.vcf-header", "{\"0\":[\"##INFO=<ID=CANARY>\"]}"));
        lake.undo(store, undone);
        JobId last = lake.importRows(store, List.of(ROW));
        lake.share(store, bob);
        String table = "/namespaces/alice/tables/" + store.name() + question;

        String body = answer("GET", table, lake.userToken(bob)).substring("200 ".length());
        JsonNode metadata = JSON.readTree(body).path("metadata");
        assertThat(metadata.path("snapshots")).hasSize(1);
        assertThat(metadata.path("snapshot-log")).hasSize(1);
        assertThat(metadata.path("metadata-log")).isEmpty();
        assertThat(metadata.path("refs")).hasSize(1);
        assertThat(metadata.path("snapshots")
                        .path(0)
                        .path("summary")
                        .path("total-records")
                        .asText())
                .isEqualTo("2");
        assertThat(metadata.path("properties").path("lakeome.vcf-header").asText())
                .contains("KEPT");
        assertThat(body).doesNotContain("CANARY", "undone", undone.value(), last.value());

        JsonNode own = JSON.readTree(answer("GET", table, lake.userToken(alice)).substring("200 ".length()))
                .path("metadata");
        assertThat(own.path("snapshots")).hasSize(question.equals("?snapshots=refs") ? 1 : 2);
        assertThat(own.path("properties").path("lakeome.vcf-header").asText()).contains("KEPT");
        assertThat(own.toString()).doesNotContain("CANARY");
    }

    @Test
    void newUserHasAnEmptyNamespace() throws Exception {
        try (RESTCatalog catalog = lake.client(lake.userToken(lake.account("newcomer")))) {
            assertThat(catalog.listNamespaces()).containsExactly(Namespace.of("newcomer"));
            assertThat(catalog.listTables(Namespace.of("newcomer"))).isEmpty();
        }
    }

    @Test
    void shareShowsTheTableAndItsEndHidesItAtOnce() throws Exception {
        try (RESTCatalog catalog = lake.client(lake.userToken(bob))) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> catalog.loadTable(TestLake.id(store)))
                        .isInstanceOf(NoSuchTableException.class);
                ShareId share = lake.share(store, bob);
                assertThat(catalog.listTables(Namespace.of("alice"))).containsExactly(TestLake.id(store));
                assertThat(catalog.loadTable(TestLake.id(store)).schema().columns())
                        .hasSize(23);
                lake.unshare(store, share);
            }
            assertThat(catalog.listNamespaces()).containsExactly(Namespace.of("bob"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void hiddenIsByteForByteAbsent(String method) throws Exception {
        String hidden = answer(method, "/namespaces/alice/tables/" + store.name(), lake.userToken(bob));
        String absent = answer(method, "/namespaces/alice/tables/none", lake.userToken(bob));
        String nowhere = answer(method, "/namespaces/nobody/tables/none", lake.userToken(bob));

        assertThat(hidden).startsWith("404");
        assertThat(hidden.replace(store.name().value(), "none")).isEqualTo(absent);
        assertThat(nowhere.replace("nobody", "alice")).isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void rejectedRecordsAreByteForByteAbsentForASubscriber(String method) throws Exception {
        lake.quarantine(store);
        lake.finish(lake.lease(store));
        lake.share(store, bob);

        String hidden = answer(method, "/namespaces/alice/tables/" + store.name() + "__rejected", lake.userToken(bob));
        String absent = answer(method, "/namespaces/alice/tables/none", lake.userToken(bob));

        assertThat(hidden).startsWith("404");
        assertThat(hidden.replace(store.name() + "__rejected", "none")).isEqualTo(absent);
        try (RESTCatalog asBob = lake.client(lake.userToken(bob));
                RESTCatalog asAlice = lake.client(lake.userToken(alice))) {
            assertThat(asBob.listTables(Namespace.of("alice"))).containsExactly(TestLake.id(store));
            assertThat(asAlice.listTables(Namespace.of("alice"))).containsExactly(TestLake.id(store), rejected(store));
        }
    }

    @Test
    void workerAppendsToTheRejectedTableOnlyIfItsJobAskedForIt() throws Exception {
        Lease before = lake.lease(store);
        lake.quarantine(store);
        Lease asked = lake.lease(store);
        try (RESTCatalog catalog = lake.client(lake.workerToken(store, asked));
                RESTCatalog former = lake.client(lake.workerToken(store, before))) {
            Table rejected = catalog.loadTable(rejected(store));
            assertThat(rejected.spec().isUnpartitioned()).isTrue();
            rejected.newAppend()
                    .appendFile(DataFiles.builder(rejected.spec())
                            .withPath(rejected.location() + "/data/a")
                            .withFormat("parquet")
                            .withFileSizeInBytes(10)
                            .withRecordCount(1)
                            .build())
                    .commit();
            assertThat(catalog.loadTable(rejected(store)).currentSnapshot().summary())
                    .containsEntry("total-records", "1");

            Table rows = catalog.loadTable(TestLake.id(store));
            assertThatThrownBy(() -> rejected.newAppend()
                            .appendFile(DataFiles.builder(rejected.spec())
                                    .withPath(rows.location() + "/data/b")
                                    .withFormat("parquet")
                                    .withFileSizeInBytes(10)
                                    .withRecordCount(1)
                                    .build())
                            .commit())
                    .isInstanceOf(ForbiddenException.class);
            assertThatThrownBy(() -> former.loadTable(rejected(store))).isInstanceOf(NoSuchTableException.class);
        } finally {
            lake.finish(before);
            lake.finish(asked);
        }
    }

    private static TableIdentifier rejected(Resource.Store store) {
        return TableIdentifier.of(store.namespace().value(), store.name() + "__rejected");
    }

    @Test
    void foreignNamespaceIsAbsent() throws Exception {
        for (String path : List.of("/namespaces/alice", "/namespaces/alice/tables", "/namespaces?parent=alice")) {
            String hidden = answer("GET", path, lake.userToken(bob));

            assertThat(hidden).startsWith("404");
            assertThat(answer("GET", path.replace("alice", "nobody"), lake.userToken(bob)))
                    .isEqualTo(hidden.replace("alice", "nobody"));
        }
    }

    @Test
    void trinoItselfSeesNothing() throws Exception {
        try (RESTCatalog catalog = lake.client(lake.token(new Bearer.TrinoService()))) {
            assertThat(catalog.listNamespaces()).isEmpty();
            assertThat(catalog.tableExists(TestLake.id(store))).isFalse();
        }
    }

    @Test
    void withoutATokenNothingIsAnswered() throws Exception {
        for (String path : List.of("/config", "/namespaces", "/namespaces/alice/tables/" + store.name())) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(lake.uri() + "/iceberg/v1" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(JSON.readTree(answer.body()).at("/error/type").asText()).isEqualTo("NotAuthorizedException");
        }
        assertThatThrownBy(() -> lake.client("forged").listNamespaces()).isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    @Tag("L5")
    void configListsExactlyWhatIsAnswered() throws Exception {
        JsonNode config =
                JSON.readTree(answer("GET", "/config", lake.userToken(bob)).substring(4));

        assertThat(Stream.of(JSON.convertValue(config.get("endpoints"), String[].class)))
                .containsExactlyInAnyOrder(
                        "GET /v1/{prefix}/namespaces",
                        "GET /v1/{prefix}/namespaces/{namespace}",
                        "HEAD /v1/{prefix}/namespaces/{namespace}",
                        "GET /v1/{prefix}/namespaces/{namespace}/tables",
                        "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}",
                        "HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}",
                        "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}");
    }

    @Test
    void clientsLoadTheCurrentSnapshotAloneUnlessTheyAreAskedForMore() throws Exception {
        JsonNode config =
                JSON.readTree(answer("GET", "/config", lake.userToken(bob)).substring(4));

        assertThat(config.at("/defaults/snapshot-loading-mode").asText()).isEqualTo("REFS");
    }

    static List<List<String>> closedEndpoints() {
        return List.of(
                List.of("POST", "/namespaces/alice/register"),
                List.of("POST", "/tables/rename"),
                List.of("POST", "/namespaces"),
                List.of("POST", "/namespaces/alice/tables"),
                List.of("DELETE", "/namespaces/alice/tables/none"),
                List.of("DELETE", "/namespaces/alice"),
                List.of("POST", "/namespaces/alice/properties"),
                List.of("POST", "/transactions/commit"),
                List.of("GET", "/namespaces/alice/views"),
                List.of("POST", "/namespaces/alice/tables/none/sign"),
                List.of("GET", "/namespaces/alice/tables/none/credentials"),
                List.of("POST", "/namespaces/alice/tables/none/plan"));
    }

    @ParameterizedTest
    @MethodSource("closedEndpoints")
    @Tag("L5")
    void everyOtherEndpointDoesNotExist(List<String> request) throws Exception {
        String answer = answer(request.get(0), request.get(1), lake.userToken(alice));

        assertThat(answer).startsWith("404");
        assertThat(JSON.readTree(answer.substring(4)).at("/error/type").asText())
                .isEqualTo("NoSuchEndpointException");
    }

    @Test
    void ownerMayNotCommit() throws Exception {
        try (RESTCatalog catalog = lake.client(lake.userToken(alice))) {
            Table table = catalog.loadTable(TestLake.id(store));
            assertThatThrownBy(() -> table.newAppend()
                            .appendFile(fileAt(table, table.location() + "/a"))
                            .commit())
                    .isInstanceOf(ForbiddenException.class);
        }
    }

    @Test
    void workerCommitsOnlyWhileItsLeaseIsCurrent() throws Exception {
        Lease lease = lake.lease(store);
        try (RESTCatalog catalog = lake.client(lake.workerToken(store, lease))) {
            Table table = catalog.loadTable(TestLake.id(store));
            assertThat(catalog.tableExists(TestLake.id(other))).isFalse();
            lake.finish(lease);
            assertThatThrownBy(() -> table.newAppend()
                            .appendFile(fileAt(table, table.location() + "/a"))
                            .commit())
                    .isInstanceOf(NoSuchTableException.class);
            assertThat(catalog.tableExists(TestLake.id(store))).isFalse();
        }
    }

    @Test
    @Tag("L6")
    void commitWithFilesOfAnotherTableIsRefused() throws Exception {
        lake.importRows(other, List.of(ROW));
        String foreign = lake.location(other) + "/data/a.avro";
        Lease lease = lake.lease(store);
        try (RESTCatalog catalog = lake.client(lake.workerToken(store, lease))) {
            Table table = catalog.loadTable(TestLake.id(store));
            String sibling = table.location() + "0/a.avro";
            String climbing = table.location() + "/../x/a.avro";
            for (String file : List.of(foreign, sibling, climbing, "file:/etc/passwd")) {
                assertThatThrownBy(() -> table.newFastAppend()
                                .appendFile(fileAt(table, file))
                                .commit())
                        .as(file)
                        .isInstanceOf(ForbiddenException.class)
                        .hasMessageContaining("not in the table's folder");
            }
            table.refresh();
            assertThat(table.currentSnapshot()).isNull();
        } finally {
            lake.finish(lease);
        }
    }

    @Test
    @Tag("L3")
    void onlyAppendsAreCommitted() throws Exception {
        lake.importRows(store, List.of(ROW));
        Lease lease = lake.lease(store);
        try (RESTCatalog catalog = lake.client(lake.workerToken(store, lease))) {
            Table table = catalog.loadTable(TestLake.id(store));
            List<Runnable> changes = List.of(
                    () -> table.updateLocation().setLocation("file:/tmp/x").commit(),
                    () -> table.updateProperties()
                            .set("write.data.path", "file:/tmp/x")
                            .commit(),
                    () -> table.updateProperties()
                            .set("write.metadata.path", "file:/tmp/x")
                            .commit(),
                    () -> table.updateProperties()
                            .set("write.object-storage.path", "file:/tmp/x")
                            .commit(),
                    () -> table.updateProperties().set("harmless", "x").commit(),
                    () -> table.updateProperties()
                            .remove("write.distribution-mode")
                            .commit(),
                    () -> table.updateSchema()
                            .addColumn("x", Types.StringType.get())
                            .commit(),
                    () -> table.updateSpec().addField("contigname").commit(),
                    () -> table.newDelete()
                            .deleteFromRowFilter(org.apache.iceberg.expressions.Expressions.alwaysTrue())
                            .commit(),
                    () -> table.newOverwrite()
                            .overwriteByRowFilter(org.apache.iceberg.expressions.Expressions.alwaysTrue())
                            .addFile(fileAt(table, table.location() + "/a"))
                            .commit(),
                    () -> table.manageSnapshots()
                            .createTag("t", table.currentSnapshot().snapshotId())
                            .commit(),
                    () -> table.manageSnapshots().createBranch("b").commit(),
                    () -> table.expireSnapshots()
                            .expireOlderThan(Long.MAX_VALUE)
                            .retainLast(1)
                            .commit(),
                    () -> table.newAppend()
                            .appendFile(fileAt(table, table.location() + "/a"))
                            .toBranch("b")
                            .commit());
            for (int i = 0; i < changes.size(); i++) {
                if (i == 12) {
                    continue; // nothing to expire with one snapshot: no commit is sent
                }
                Runnable change = changes.get(i);
                assertThatThrownBy(change::run).as("change %d", i).isInstanceOf(ForbiddenException.class);
            }
            table.refresh();
            assertThat(table.currentSnapshot().summary()).containsEntry("total-records", "1");
            assertThat(table.history()).hasSize(1);
        } finally {
            lake.finish(lease);
        }
    }

    @Test
    void secondWriterOnTheSameBaseGetsAConflictAndThenSucceeds() throws Exception {
        Lease lease = lake.lease(store);
        try (RESTCatalog first = lake.client(lake.workerToken(store, lease));
                RESTCatalog second = lake.client(lake.workerToken(store, lease))) {
            Table early = first.loadTable(TestLake.id(store));
            Table late = second.loadTable(TestLake.id(store));
            var transaction = early.newTransaction();
            transaction
                    .newAppend()
                    .appendFile(fileAt(early, early.location() + "/a"))
                    .commit();
            late.newAppend().appendFile(fileAt(late, late.location() + "/b")).commit();

            transaction.commitTransaction();

            late.refresh();
            assertThat(late.currentSnapshot().summary()).containsEntry("total-data-files", "2");
        } catch (CommitFailedException e) {
            throw new AssertionError("the client gave up after conflicts", e);
        } finally {
            lake.finish(lease);
        }
    }

    @Test
    void appendsMergeManifestsWithoutLosingFiles() throws Exception {
        for (int i = 0; i < 3; i++) {
            Lease lease = lake.lease(store);
            try (RESTCatalog catalog = lake.client(lake.workerToken(store, lease))) {
                Table table = catalog.loadTable(TestLake.id(store));
                table.newAppend()
                        .appendFile(fileAt(table, table.location() + "/data/" + i))
                        .commit();
            } finally {
                lake.finish(lease);
            }
        }
        assertThat(lake.tables.sizeBytes(lake.table(store))).isEqualTo(3 * 10);
    }

    @Test
    void deletedStoreLeavesNoFolder() throws Exception {
        Resource.Store gone =
                lake.store(alice, "gone_" + UUID.randomUUID().toString().substring(0, 8));
        lake.importRows(gone, List.of(ROW));
        Path itsFolder = TestFiles.path(lake.location(gone));
        assertThat(itsFolder).isDirectory();

        lake.delete(gone);

        assertThat(Files.exists(itsFolder)).isFalse();
    }

    private static DataFile fileAt(Table table, String location) {
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat("parquet")
                .withPartitionPath("sampleid=S1")
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    private static String answer(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(lake.uri() + "/iceberg/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
