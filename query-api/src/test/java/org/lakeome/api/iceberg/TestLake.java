package org.lakeome.api.iceberg;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.avro.DataWriter;
import org.apache.iceberg.rest.RESTCatalog;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.auth.SignedCalls;
import org.lakeome.api.events.EventRoutes;
import org.lakeome.api.http.HttpServer;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.NewAccount;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.call.Calls;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.event.Events;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.NewImport;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.share.Shares;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.store.TableKeeper;
import org.lakeome.catalog.store.TableSteps;
import org.lakeome.catalog.table.ImportRemoval;
import org.lakeome.catalog.table.LakeCatalog;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.table.TableLocation;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.SignIn;
import org.lakeome.catalog.token.SigningKey;
import org.lakeome.catalog.token.Tokens;
import org.lakeome.catalog.trino.TrinoRules;
import org.lakeome.catalog.undo.Undos;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.trino.TrinoRulesRoute;
import org.lakeome.trino.TrinoSecrets;

/** A catalog with its Iceberg REST server on a free port, and the real stores, shares and leases behind it. */
public final class TestLake implements AutoCloseable {
    public static final Duration SESSION = Duration.ofHours(24);

    public final Path folder;
    public final Path secretsFolder;
    public final Tokens tokens;
    public final TrinoSecrets secrets;
    public final StoreTables tables;
    private final Authorizer authorizer;
    private final Accounts accounts;
    private final Database database;
    private final Stores stores;
    private final TableKeeper keeper;
    private final StoreLifecycle lifecycle;
    private final Shares shares;
    private final Imports imports;
    private final WorkQueue queue;
    private final Undos undos;
    private final Map<AccountId, String> keys = new ConcurrentHashMap<>();
    private HttpServer server;
    private volatile String brokenRules;

    public TestLake(Path folder) throws IOException {
        this.folder = folder;
        secretsFolder = Files.createDirectories(folder.resolve("secrets"));
        database = Database.open(DatabaseConfig.embedded(folder.resolve("db")));
        SecretVault vault = SecretVault.open(secretsFolder.resolve("vault.key"));
        PageTokens pages = new PageTokens(vault, InstantSource.system());
        accounts = new Accounts(database, vault);
        authorizer = new Authorizer(database);
        tables = StoreTables.open(database.config(), new TableLocation("file:" + folder.resolve("warehouse")));
        shares = new Shares(database, new Arns("us-east-1"), Quotas.DEFAULT, pages);
        queue = new WorkQueue(database);
        keeper = new TableKeeper(database, new TableSteps(tables::create, tables::drop));
        imports = new Imports(database, queue, Quotas.DEFAULT, pages, keeper, tables::committedItems);
        undos = new Undos(database, queue, new ImportRemoval(tables));
        stores = new Stores(database, pages);
        lifecycle = new StoreLifecycle(
                database, Quotas.DEFAULT, keeper, (sql, account, reference) -> true, List.of(shares, imports));
        tokens = tokensAt(InstantSource.system());
        secrets = TrinoSecrets.open(secretsFolder);
        startServer(0);
    }

    public void startServer(int port) {
        server = HttpServer.start(
                "127.0.0.1",
                port,
                List.of(
                        new IcebergRoutes(
                                new LakeCatalog(tables, authorizer, accounts, undos::removalOf),
                                tokens,
                                accounts,
                                secrets.client()),
                        this::addBrokenRules,
                        new EventRoutes(
                                onlyTrinoAsksHere(),
                                accounts,
                                secrets.client(),
                                new Events(database),
                                new Arns("us-east-1"))::addForTrino,
                        new TrinoRulesRoute(new TrinoRules(authorizer, accounts), secrets.rules())));
    }

    private SignedRoutes onlyTrinoAsksHere() {
        SigV4Verifier verifier = new SigV4Verifier(key -> Optional.empty(), "us-east-1", Clock.systemUTC());
        return new SignedRoutes(verifier, new SignedCalls(verifier, new Calls(database)));
    }

    private void addBrokenRules(RoutesConfig routes) {
        routes.before("/trino/*", http -> {
            String broken = brokenRules;
            if (broken != null) {
                http.status(Integer.parseInt(broken.substring(0, 3))).result(broken.substring(4));
                http.skipRemainingHandlers();
            }
        });
    }

    /** Answers Trino's question for its rules with this status and body. */
    public void breakRules(String statusAndBody) {
        brokenRules = statusAndBody;
    }

    public void mendRules() {
        brokenRules = null;
    }

    /** Stops answering, and says on which port it did. */
    public int stopServer() {
        int port = server.port();
        server.close();
        return port;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public Account account(String alias) {
        NewAccount made = accounts.create(new Alias(alias));
        keys.put(made.account().id(), made.key().keyId());
        return made.account();
    }

    /** The server's tokens as they were, or will be, at another time. */
    public Tokens tokensAt(InstantSource clock) {
        return new Tokens(SigningKey.open(secretsFolder), clock, SESSION, accounts::hasKey);
    }

    /** Signed in now, with the key that the account was made with. */
    public Bearer.User user(Account account) {
        return user(account.id(), account.alias(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    public Bearer.User user(Account account, Instant signedIn) {
        return user(account.id(), account.alias(), signedIn);
    }

    private Bearer.User user(AccountId id, Alias alias, Instant signedIn) {
        return new Bearer.User(id, alias, new SignIn.WithKey(keys.get(id), signedIn));
    }

    /** Removes the key that the account was made with. */
    public void removeKey(Account account) {
        accounts.removeKey(account.id(), keys.get(account.id()));
    }

    public Resource.Store store(Account owner, String name) throws InterruptedException {
        Caller.User caller = new Caller.User(owner.id());
        StoreName storeName = new StoreName(name);
        lifecycle.create(
                caller, NewStore.ofVariants(Optional.of(storeName), "arn", Optional.empty(), "", new Tags(Map.of())));
        for (int i = 0; i < 500; i++) {
            var found = authorizer.require(
                    caller, Operation.DESCRIBE_STORE, Target.store(owner.id(), StoreKind.VARIANT, storeName));
            if (stores.find(found).status() == StoreStatus.ACTIVE) {
                return found.resourceFor(Operation.DESCRIBE_STORE);
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("store " + name + " did not become ACTIVE");
    }

    /** The table of the store's rows. */
    public Resource.Table table(Resource.Store store) {
        return authorizer
                .require(
                        new Caller.User(store.owner()),
                        Operation.READ_DATA,
                        Target.table(store.namespace().value(), store.name().value()))
                .resourceFor(Operation.READ_DATA);
    }

    /** Has later imports of the store set bad records aside. */
    public void quarantine(Resource.Store store) {
        stores.tag(
                authorizer.require(
                        new Caller.User(store.owner()),
                        Operation.TAG_STORE,
                        Target.store(store.owner(), store.kind(), store.name())),
                new Tags(Map.of("lakeome:on-bad-record", "quarantine")));
    }

    public ShareId share(Resource.Store store, Account subscriber) {
        var owner = new Caller.User(store.owner());
        var offered = shares.create(
                authorizer.require(
                        owner, Operation.SHARE_STORE, Target.store(store.owner(), store.kind(), store.name())),
                subscriber.id().value(),
                Optional.empty());
        shares.accept(authorizer.require(
                new Caller.User(subscriber.id()), Operation.ACCEPT_SHARE, Target.share(offered.id())));
        return offered.id();
    }

    public void unshare(Resource.Store store, ShareId share) {
        shares.end(authorizer.require(new Caller.User(store.owner()), Operation.END_SHARE, Target.share(share)));
    }

    /** Deletes the store, its shares with it, and waits until its table is gone. */
    public void delete(Resource.Store store) throws InterruptedException {
        Caller.User owner = new Caller.User(store.owner());
        lifecycle.delete(
                authorizer.require(
                        owner, Operation.DELETE_STORE, Target.store(store.owner(), store.kind(), store.name())),
                true);
        for (int i = 0; i < 500; i++) {
            try {
                authorizer.require(
                        owner, Operation.DESCRIBE_STORE, Target.store(store.owner(), store.kind(), store.name()));
            } catch (ApiError.NotFound gone) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("store " + store.name() + " was not deleted");
    }

    public String location(Resource.Store store) throws IOException {
        try (RESTCatalog catalog = client(token(user(store.owner(), store.namespace(), Instant.now())))) {
            return catalog.loadTable(id(store)).location();
        }
    }

    /** Starts an import and leases it. */
    public Lease lease(Resource.Store store) {
        imports.start(
                authorizer.require(
                        new Caller.User(store.owner()),
                        Operation.IMPORT,
                        Target.store(store.owner(), store.kind(), store.name())),
                NewImport.ofVariants(
                        "arn:aws:iam::" + store.owner() + ":role/import",
                        List.of("s3://bucket/" + System.nanoTime()),
                        false,
                        Map.of()));
        return queue.lease("test", Duration.ofMinutes(5)).orElseThrow();
    }

    public String workerToken(Resource.Store store, Lease lease) {
        return token(new Bearer.ImportWorker(store.owner(), lease.work(), lease.attempt()));
    }

    public String userToken(Account account) {
        return token(user(account));
    }

    public String token(Bearer bearer) {
        return tokens.issue(bearer, Set.of(Audience.ICEBERG, Audience.TRINO), Duration.ofMinutes(15))
                .token();
    }

    public RESTCatalog client(String token) {
        RESTCatalog catalog = new RESTCatalog();
        catalog.initialize(
                "lakeome",
                Map.of(
                        CatalogProperties.URI,
                        uri() + "/iceberg",
                        "token",
                        token,
                        CatalogProperties.FILE_IO_IMPL,
                        TestFiles.class.getName()));
        return catalog;
    }

    public static TableIdentifier id(Resource.Store store) {
        return TableIdentifier.of(store.namespace().value(), store.name().value());
    }

    /** Imports rows as a worker does: data files in a folder of its own first, then a marked commit over REST. */
    public JobId importRows(Resource.Store store, List<Map<String, Object>> rows) throws IOException {
        return importRows(store, rows, Map.of());
    }

    /** @param marks more of them for the snapshot */
    public JobId importRows(Resource.Store store, List<Map<String, Object>> rows, Map<String, String> marks)
            throws IOException {
        Lease lease = lease(store);
        JobId job = imports.workOf(lease).job().id();
        try (RESTCatalog catalog = client(workerToken(store, lease))) {
            Table table = catalog.loadTable(id(store));
            var append = table.newAppend().set("lakeome.job-id", job.value()).set("lakeome.items", "[]");
            marks.forEach(append::set);
            for (Map<String, Object> row : rows) {
                append.appendFile(
                        dataFile(table, row, table.location() + "/data/" + job + "/1/" + System.nanoTime() + ".avro"));
            }
            append.commit();
        }
        finish(lease);
        return job;
    }

    /** Takes the import's rows out again. */
    public void undo(Resource.Store store, JobId job) {
        undos.start(authorizer.require(
                new Caller.User(store.owner()), Operation.UNDO_JOB, Target.job(StoreKind.VARIANT, job)));
        undos.tick();
    }

    public void finish(Lease lease) {
        queue.finish(
                lease.work(), lease.attempt(), new Outcome(Outcome.Status.COMPLETED, "", List.of(), Optional.empty()));
    }

    public static DataFile dataFile(Table table, Map<String, Object> row, String location) throws IOException {
        Record values = GenericRecord.create(table.schema());
        row.forEach(values::setField);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, row.get("sampleid"));
        var writer = Avro.writeData(table.io().newOutputFile(location))
                .forTable(table)
                .createWriterFunc(DataWriter::create)
                .withPartition(partition)
                .<Record>build();
        try (writer) {
            writer.write(values);
        }
        return writer.toDataFile();
    }

    @Override
    public void close() {
        server.close();
        keeper.close();
        tables.close();
        database.close();
    }
}
