package org.lakeome.api.omics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.wire.WireServer;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.storage.reference.ReferenceFiles;
import org.lakeome.storage.reference.ReferenceImports;
import org.lakeome.storage.reference.ReferenceStores;
import org.lakeome.storage.reference.ReferenceWork;
import org.lakeome.storage.reference.References;
import org.lakeome.storage.s3.BodyFloor;
import org.lakeome.storage.s3.EmbeddedS3;
import org.lakeome.storage.s3.S3Clients;
import org.lakeome.storage.s3.S3Connection;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ConflictException;
import software.amazon.awssdk.services.omics.model.GetReferenceMetadataResponse;
import software.amazon.awssdk.services.omics.model.ImportReferenceSourceItem;
import software.amazon.awssdk.services.omics.model.RangeNotSatisfiableException;
import software.amazon.awssdk.services.omics.model.ReferenceFile;
import software.amazon.awssdk.services.omics.model.ReferenceImportJobStatus;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;
import software.amazon.awssdk.services.omics.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.s3.S3Client;

/** The unchanged AWS SDK for Java on real reference storage; the worker is played by the test. */
class ReferenceOperationsTest {
    private static final String FASTA = ">chr20\nACGT\n";
    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String ROLE = "arn:aws:iam::111122223333:role/omics";

    private static Database database;
    private static EmbeddedS3 s3;
    private static ReferenceFiles files;
    private static WorkQueue queue;
    private static ReferenceWork work;
    private static WireServer server;
    private static OmicsClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = Database.open(DatabaseConfig.embedded(folder.resolve("db")));
        database.run(sql -> sql.statement(
                        "insert into account (id, alias, demo, created) values (:id, 'alice', false, :now)")
                .bind("id", WireServer.KEY.account().value())
                .bind("now", sql.now())
                .execute());
        s3 = EmbeddedS3.start(
                folder.resolve("s3"),
                new EmbeddedS3.Settings(0, "us-east-1", BodyFloor.DEFAULT),
                id -> Optional.empty(),
                Clock.systemUTC());
        files = new ReferenceFiles(s3);
        Arns arns = new Arns("us-east-1");
        PageTokens tokens = new PageTokens(SecretVault.open(folder.resolve("vault.key")), Clock.systemUTC());
        queue = new WorkQueue(database);
        work = new ReferenceWork(database, arns, s3);
        queue.register(WorkKind.REFERENCE_IMPORT, work);
        server = new WireServer(operations -> {
            new ReferenceStoreOperations(new ReferenceStores(database, arns, tokens), arns).addTo(operations);
            new ReferenceOperations(new References(database, arns, tokens, files, Stores::standsOn), arns)
                    .addTo(operations);
            new ReferenceImportOperations(
                            new ReferenceImports(database, arns, tokens, queue, ReferenceImports.Limits.DEFAULT))
                    .addTo(operations);
        });
        client = server.client();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
        files.close();
        s3.close();
        database.close();
    }

    @Test
    void referenceIsImportedReadAndDeletedThroughTheSdk() {
        String store = client.createReferenceStore(r -> r.name("genomes").description("all of them"))
                .id();
        assertThatThrownBy(() -> client.createReferenceStore(r -> r.name("second")))
                .isInstanceOf(ServiceQuotaExceededException.class);
        assertThat(client.listReferenceStoresPaginator(r -> {}).referenceStores())
                .singleElement()
                .satisfies(detail -> assertThat(detail.arn())
                        .isEqualTo("arn:aws:omics:us-east-1:111122223333:referenceStore/" + store));

        String job = client.startReferenceImportJob(
                        r -> r.referenceStoreId(store).roleArn(ROLE).sources(s -> s.sourceFile("s3://genomes/tiny.fa")
                                .name("tiny")
                                .tags(Map.of("build", "0"))))
                .id();
        assertThat(client.getReferenceImportJob(r -> r.referenceStoreId(store).id(job))
                        .status())
                .isEqualTo(ReferenceImportJobStatus.SUBMITTED);
        assertThatThrownBy(() -> client.deleteReferenceStore(r -> r.id(store))).isInstanceOf(ConflictException.class);
        playWorker();

        var ended = client.getReferenceImportJob(r -> r.referenceStoreId(store).id(job));
        assertThat(ended.status()).isEqualTo(ReferenceImportJobStatus.COMPLETED);
        assertThat(ended.completionTime()).isAfterOrEqualTo(ended.creationTime());
        ImportReferenceSourceItem source = ended.sources().getFirst();
        assertThat(source.statusAsString()).isEqualTo("FINISHED");
        assertThat(source.tags()).containsEntry("build", "0");
        assertThat(client.listReferenceImportJobsPaginator(
                                r -> r.referenceStoreId(store).filter(f -> f.status("COMPLETED")))
                        .importJobs())
                .hasSize(1);

        checkReference(store, source.referenceId());
        client.deleteReference(r -> r.referenceStoreId(store).id(source.referenceId()));
        assertThatThrownBy(() -> client.getReferenceMetadata(
                        r -> r.referenceStoreId(store).id(source.referenceId())))
                .isInstanceOf(ResourceNotFoundException.class);
        client.deleteReferenceStore(r -> r.id(store));
        assertThatThrownBy(() -> client.getReferenceStore(r -> r.id(store)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private static void checkReference(String store, String reference) {
        GetReferenceMetadataResponse metadata =
                client.getReferenceMetadata(r -> r.referenceStoreId(store).id(reference));
        assertThat(metadata.md5()).isEqualTo(MD5);
        assertThat(metadata.files().source().contentLength()).isEqualTo(FASTA.length());
        assertThat(metadata.files().source().totalParts()).isEqualTo(1);
        assertThat(metadata.files().index().partSize()).isEqualTo(104_857_600);
        assertThat(client.listReferencesPaginator(r -> r.referenceStoreId(store)
                                .filter(f -> f.name("tiny").md5(MD5)))
                        .references())
                .hasSize(1);
        assertThat(client.getReferenceAsBytes(
                                r -> r.referenceStoreId(store).id(reference).partNumber(1))
                        .asUtf8String())
                .isEqualTo(FASTA);
        assertThat(client.getReferenceAsBytes(r -> r.referenceStoreId(store)
                                .id(reference)
                                .partNumber(1)
                                .file(ReferenceFile.INDEX))
                        .asUtf8String())
                .isEqualTo("index");
        assertThat(client.getReferenceAsBytes(r -> r.referenceStoreId(store)
                                .id(reference)
                                .partNumber(1)
                                .range("bytes=1-5"))
                        .asUtf8String())
                .isEqualTo("chr20");
        assertThatThrownBy(() -> client.getReferenceAsBytes(
                        r -> r.referenceStoreId(store).id(reference).partNumber(2)))
                .isInstanceOf(RangeNotSatisfiableException.class);
    }

    private static void playWorker() {
        Lease lease = queue.lease("w1", Duration.ofMinutes(1)).orElseThrow();
        JsonNode spec = work.spec(lease.work());
        JsonNode target = spec.get("target");
        String prefix = String.join(
                "/",
                target.get("account").asText(),
                target.get("referenceStoreId").asText(),
                spec.at("/items/0/referenceId").asText(),
                "");
        try (S3Client bucket = S3Clients.open(new S3Connection(
                s3.endpoint(),
                target.get("region").asText(),
                target.get("accessKey").asText(),
                Secret.of(target.get("secretKey").asText())))) {
            bucket.putObject(
                    r -> r.bucket(target.get("bucket").asText()).key(prefix + "source"), RequestBody.fromString(FASTA));
            bucket.putObject(
                    r -> r.bucket(target.get("bucket").asText()).key(prefix + "index"),
                    RequestBody.fromString("index"));
        }
        String result = """
                {"references":[{"referenceId":"%s","md5":"%s","sourceBytes":%d,"indexBytes":5,
                "contigs":[{"name":"chr20","length":4,"md5":"%s"}]}]}""".formatted(spec.at("/items/0/referenceId").asText(), MD5, FASTA.length(), MD5);
        queue.finish(
                lease.work(),
                lease.attempt(),
                new Outcome(Outcome.Status.COMPLETED, "", List.of(), Optional.of(result)));
    }
}
