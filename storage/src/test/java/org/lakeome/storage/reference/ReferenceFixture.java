package org.lakeome.storage.reference;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.storage.s3.BodyFloor;
import org.lakeome.storage.s3.EmbeddedS3;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.S3Clients;
import org.lakeome.storage.s3.S3Connection;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The whole of reference storage on a real database and an embedded S3, and a worker played by the test. */
final class ReferenceFixture implements AutoCloseable {
    static final String MD5 = "0123456789abcdef0123456789abcdef";
    static final String ROLE = "arn:aws:iam::555555555555:role/omics";

    final Arns arns = new Arns("us-east-1");
    final Database database;
    final Accounts accounts;
    final EmbeddedS3 s3;
    final WorkQueue queue;
    final ReferenceStores stores;
    final References references;
    final ReferenceTags tags;
    final ReferenceImports imports;
    final ReferenceWork work;
    final Set<String> usedReferences = ConcurrentHashMap.newKeySet();
    private final ReferenceFiles files;
    private int aliases;

    ReferenceFixture(DatabaseConfig config, Path folder) {
        database = Database.open(config);
        SecretVault vault = SecretVault.open(folder.resolve("vault.key"));
        accounts = new Accounts(database, vault);
        s3 = EmbeddedS3.start(
                folder.resolve("s3"),
                new EmbeddedS3.Settings(0, "us-east-1", BodyFloor.DEFAULT),
                accounts::findKey,
                Clock.systemUTC());
        queue = new WorkQueue(database);
        PageTokens tokens = new PageTokens(vault, Clock.systemUTC());
        files = new ReferenceFiles(s3);
        stores = new ReferenceStores(database, arns, tokens);
        tags = new ReferenceTags(database, arns);
        references = new References(database, arns, tokens, files, (sql, owner, arn) -> usedReferences.contains(arn));
        imports = new ReferenceImports(database, arns, tokens, queue, ReferenceImports.Limits.DEFAULT);
        work = new ReferenceWork(database, arns, s3);
        queue.register(WorkKind.REFERENCE_IMPORT, work);
    }

    static DatabaseConfig h2(Path folder) {
        return DatabaseConfig.embedded(folder.resolve("db"));
    }

    static DatabaseConfig postgres(EmbeddedPostgres server) {
        return new DatabaseConfig(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    static EmbeddedPostgres postgresServer() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    AccountId newAccount() {
        aliases++;
        return accounts.create(new Alias("lab_" + aliases)).account().id();
    }

    ReferenceStoreId newStore(AccountId owner) {
        return stores.create(owner, "references", Optional.empty(), new Tags(Map.of()), Optional.empty())
                .id();
    }

    ReferenceImport start(AccountId owner, ReferenceStoreId store, String... sources) {
        return imports.start(
                owner,
                store,
                ROLE,
                List.of(sources).stream().map(ReferenceFixture::source).toList(),
                Optional.empty());
    }

    static ReferenceSource source(String uri) {
        return new ReferenceSource(uri, "name of " + uri, Optional.of("described"), new Tags(Map.of("build", "38")));
    }

    Lease lease() {
        return queue.lease("w1", Duration.ofMinutes(1)).orElseThrow();
    }

    /** Writes the bytes as a worker would, with the keys of the specification, and reports success. */
    Reference importOne(AccountId owner, ReferenceStoreId store, String name, String fasta, String index) {
        ReferenceImport job = imports.start(
                owner,
                store,
                ROLE,
                List.of(new ReferenceSource(
                        "s3://genomes/" + name + ".fa", name, Optional.empty(), new Tags(Map.of("build", "38")))),
                Optional.empty());
        Lease lease = lease();
        var target = work.spec(lease.work()).get("target");
        ReferenceId id = job.items().getFirst().reference();
        try (S3Client client = S3Clients.open(new S3Connection(
                s3.endpoint(),
                "us-east-1",
                target.get("accessKey").asText(),
                Secret.of(target.get("secretKey").asText())))) {
            String prefix = Reference.keyPrefix(owner, store, id);
            client.putObject(
                    r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key(prefix + "source"), RequestBody.fromString(fasta));
            client.putObject(
                    r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key(prefix + "index"), RequestBody.fromString(index));
        }
        queue.finish(lease.work(), lease.attempt(), completed(job, result(id, fasta.length(), index.length())));
        return references.find(owner, store, id);
    }

    String putBytes(AccountId owner, ReferenceStoreId store, ReferenceId id) {
        String key = Reference.keyPrefix(owner, store, id) + "source";
        try (S3Client client = S3Clients.open(s3.service())) {
            client.putObject(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET).key(key), RequestBody.fromString("x"));
        }
        return key;
    }

    List<String> keys() {
        try (S3Client client = S3Clients.open(s3.service())) {
            return client.listObjectsV2(r -> r.bucket(ObjectAccess.REFERENCE_BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    static Outcome completed(ReferenceImport job, String result) {
        return new Outcome(
                Outcome.Status.COMPLETED,
                "",
                job.items().stream()
                        .map(item -> new ItemReport(item.source(), ItemState.COMPLETED, "", 0, 0))
                        .toList(),
                Optional.of(result));
    }

    static String result(ReferenceId id, long sourceBytes, long indexBytes) {
        return """
                {"references":[{"referenceId":"%s","md5":"%s","sourceBytes":%d,"indexBytes":%d,"contigs":[
                  {"name":"chr20","length":4,"md5":"%s"},{"name":"chr22","length":5,"md5":"%s"}]}]}""".formatted(id, MD5, sourceBytes, indexBytes, MD5, MD5);
    }

    @Override
    public void close() throws Exception {
        files.close();
        s3.close();
        database.close();
    }
}
