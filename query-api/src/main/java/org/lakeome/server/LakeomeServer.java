package org.lakeome.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lakeome.api.admin.AdminRoutes;
import org.lakeome.api.adopt.AdoptRoutes;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.auth.SignedCalls;
import org.lakeome.api.count.CountRoutes;
import org.lakeome.api.events.EventRoutes;
import org.lakeome.api.http.Health;
import org.lakeome.api.http.HttpServer;
import org.lakeome.api.http.Metrics;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.api.iceberg.IcebergRoutes;
import org.lakeome.api.omics.AnnotationImportOperations;
import org.lakeome.api.omics.AnnotationStoreOperations;
import org.lakeome.api.omics.AnnotationVersionOperations;
import org.lakeome.api.omics.ReferenceImportOperations;
import org.lakeome.api.omics.ReferenceOperations;
import org.lakeome.api.omics.ReferenceStoreOperations;
import org.lakeome.api.omics.ShareOperations;
import org.lakeome.api.omics.TagOperations;
import org.lakeome.api.omics.TokenRoute;
import org.lakeome.api.omics.VariantImportOperations;
import org.lakeome.api.omics.VariantStoreOperations;
import org.lakeome.api.share.ShareRoutes;
import org.lakeome.api.store.RoomRoute;
import org.lakeome.api.undo.UndoRoutes;
import org.lakeome.api.upkeep.UpkeepRoutes;
import org.lakeome.api.wire.AwsApi;
import org.lakeome.api.wire.Operations;
import org.lakeome.api.work.WorkRoutes;
import org.lakeome.api.work.WorkSpecs;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.call.Calls;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.event.EventOutbox;
import org.lakeome.catalog.event.Events;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.share.Shares;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.StoreVersions;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.store.TableKeeper;
import org.lakeome.catalog.store.TableSteps;
import org.lakeome.catalog.table.ImportRemoval;
import org.lakeome.catalog.table.LakeCatalog;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.table.TableCare;
import org.lakeome.catalog.table.TableLocation;
import org.lakeome.catalog.token.SigningKey;
import org.lakeome.catalog.token.Tokens;
import org.lakeome.catalog.trino.TrinoRules;
import org.lakeome.catalog.undo.Undos;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.storage.reference.ReferenceAccess;
import org.lakeome.storage.reference.ReferenceFiles;
import org.lakeome.storage.reference.ReferenceImports;
import org.lakeome.storage.reference.ReferenceStores;
import org.lakeome.storage.reference.ReferenceTags;
import org.lakeome.storage.reference.ReferenceWork;
import org.lakeome.storage.reference.References;
import org.lakeome.storage.s3.EmbeddedS3;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.OutsideS3;
import org.lakeome.storage.s3.S3Config;
import org.lakeome.storage.s3.S3Credentials;
import org.lakeome.trino.TrinoConfig;
import org.lakeome.trino.TrinoParts;
import org.lakeome.trino.TrinoProcess;
import org.lakeome.trino.TrinoRulesRoute;
import org.lakeome.trino.TrinoSecrets;
import org.lakeome.webhook.WebhookSender;
import org.lakeome.worker.IngestProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: everything is made and joined here, top to bottom, and closed in the opposite order. */
public final class LakeomeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LakeomeServer.class);

    /** How old Trino's access rules may be; a revoke does not wait for them. */
    private static final Duration RULES_AGE = Duration.ofMillis(50);

    /** No job stays IN_PROGRESS without a worker, not even where no other worker comes to ask for work. */
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofSeconds(5);

    private static final Duration FORGET = Duration.ofHours(1);

    private final Closer closer;
    private final RunFile run;
    private final Path data;

    private LakeomeServer(Closer closer, RunFile run, Path data) {
        this.closer = closer;
        this.run = run;
        this.data = data;
    }

    /**
     * Starts everything and returns when the API answers; {@code /health/ready} says when Trino and the ingest worker do.
     *
     * @param root folder of the build, where the worker and Trino are
     */
    public static LakeomeServer start(LakeConfig config, Path root) {
        Closer closer = new Closer();
        try {
            return start(config, root, closer);
        } catch (IOException e) {
            closer.close();
            throw new CannotStart("The server cannot start: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            closer.close();
            throw e;
        }
    }

    private static LakeomeServer start(LakeConfig config, Path root, Closer closer) throws IOException {
        OwnerOnly.fromNowOn();
        Clock clock = Clock.systemUTC();
        DataFolder data = closer.add(DataFolder.open(config.data()));
        Addresses.requireFreePorts(config);
        Path secrets = data.folder("secrets");
        SecretVault vault = SecretVault.open(secrets.resolve("vault.key"));
        TrinoSecrets trinoSecrets = TrinoSecrets.open(secrets);
        Secret workerToken = SecretFile.open(secrets, "worker.token");
        CompletableFuture<URI> inner = new CompletableFuture<>();

        Database database = closer.add(Database.open(databaseOf(config, data)));
        Accounts accounts = new Accounts(database, vault);
        Tokens tokens =
                new Tokens(SigningKey.open(secrets), clock, config.token().longestSession(), accounts::hasKey);
        refuseDemoAccountsInPublic(config, accounts);
        Arns arns = new Arns(config.region());
        Authorizer authorizer = new Authorizer(database);
        PageTokens pages = new PageTokens(vault, clock);
        Quotas quotas = config.quotas();

        ObjectAccess s3 = objectStore(config, data, accounts, clock, closer);
        TableLocation warehouse = new TableLocation("file:" + data.folder("warehouse"));
        StoreTables tables = closer.add(StoreTables.open(database.config(), warehouse));

        WorkQueue queue = new WorkQueue(database);
        queue.whenOver(work -> s3.revoke(work.value()));
        TableKeeper keeper = closer.add(new TableKeeper(database, new TableSteps(tables::create, tables::drop)));
        Imports imports = new Imports(database, queue, quotas, pages, keeper, tables::committedItems);
        Shares shares = new Shares(database, arns, quotas, pages);
        Upkeep upkeep = new Upkeep(database, queue, new TableCare(tables), config.optimize());
        Undos undos = new Undos(database, queue, new ImportRemoval(tables));
        Stores stores = new Stores(database, pages);
        Events events = new Events(database);
        config.events()
                .webhook()
                .ifPresent(webhook -> closer.add(
                        WebhookSender.start(webhook, new EventOutbox(database, WebhookSender.lease()), arns)));
        ReferenceFiles referenceFiles = closer.add(new ReferenceFiles(s3));
        References references = new References(database, arns, pages, referenceFiles, Stores::standsOn);
        ReferenceWork referenceWork = new ReferenceWork(database, arns, s3);
        queue.register(WorkKind.REFERENCE_IMPORT, referenceWork);
        StoreLifecycle lifecycle =
                new StoreLifecycle(database, quotas, keeper, references::owns, List.of(imports, upkeep, undos, shares));

        StoreVersions versions =
                new StoreVersions(database, quotas, pages, keeper, List.of(imports, upkeep, undos, shares));

        Operations operations = new Operations();
        new VariantStoreOperations(authorizer, lifecycle, stores, tables, arns).addTo(operations);
        new VariantImportOperations(authorizer, imports).addTo(operations);
        new AnnotationStoreOperations(authorizer, lifecycle, stores, versions, tables, arns).addTo(operations);
        new AnnotationVersionOperations(authorizer, versions, tables, arns).addTo(operations);
        new AnnotationImportOperations(authorizer, imports).addTo(operations);
        new ShareOperations(authorizer, shares, arns).addTo(operations);
        new TagOperations(authorizer, stores, versions, new ReferenceTags(database, arns), arns).addTo(operations);
        new ReferenceStoreOperations(new ReferenceStores(database, arns, pages), arns).addTo(operations);
        new ReferenceOperations(references, arns).addTo(operations);
        new ReferenceImportOperations(
                        new ReferenceImports(database, arns, pages, queue, ReferenceImports.Limits.DEFAULT))
                .addTo(operations);

        SigV4Verifier signatures = new SigV4Verifier(accounts::findKey, config.region(), clock);
        SignedCalls calls = new SignedCalls(signatures, new Calls(database));
        SignedRoutes signed = new SignedRoutes(signatures, calls);
        LakeCatalog catalog = new LakeCatalog(tables, authorizer, accounts, undos::removalOf);
        WorkSpecs specs = new WorkSpecs(
                imports,
                upkeep,
                undos,
                referenceWork,
                new ReferenceAccess(references, s3),
                s3,
                tokens,
                () -> config.http().internal().url().orElseGet(inner::join),
                config.ingest().sources());
        Children children = new Children();
        Metrics metrics = new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        Health health = new Health(Map.of(
                "database", () -> Health.State.of(database.answers()),
                "trino", children::trino,
                "ingest", children::ingest));
        IcebergRoutes iceberg = new IcebergRoutes(catalog, tokens, accounts, trinoSecrets.client());
        EventRoutes eventLog = new EventRoutes(signed, accounts, trinoSecrets.client(), events, arns);
        HttpServer internal = closer.add(HttpServer.startInternal(
                config.http().internal().host(),
                config.http().internal().port(),
                List.of(
                        metrics,
                        health,
                        iceberg,
                        new TrinoRulesRoute(new TrinoRules(authorizer, accounts), trinoSecrets.rules()),
                        eventLog::addForTrino,
                        new WorkRoutes(queue, specs, s3, workerToken, children::asked),
                        new AdminRoutes(
                                accounts,
                                SecretFile.open(secrets, "admin.token"),
                                Addresses.areLoopback(config.http())))));
        inner.complete(Addresses.local(config.http().internal().host(), internal.port()));
        HttpServer http = closer.add(HttpServer.start(
                config.http().host(),
                config.http().port(),
                List.of(
                        metrics,
                        health,
                        iceberg,
                        new TokenRoute(
                                signed, accounts, tokens, clock, config.token().life()),
                        new UpkeepRoutes(signed, authorizer, upkeep),
                        eventLog,
                        new UndoRoutes(signed, authorizer, undos),
                        new AdoptRoutes(signed, authorizer, imports),
                        new CountRoutes(signed, authorizer, stores, tables),
                        new ShareRoutes(signed, shares, accounts),
                        new RoomRoute(signed, lifecycle),
                        new AwsApi(operations, signatures, calls)),
                config.http().limits()));
        URI api = Addresses.local(config.http().host(), http.port());
        keeper.resume();
        ScheduledExecutorService timer = closer.add(
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory()));
        every(timer, SWEEP, queue::takeBackLapsed);
        every(timer, FORGET, () -> imports.forgetEnded(config.ingest().history()));
        every(timer, FORGET, () -> events.forget(config.events().history()));
        // On a thread of its own: clearing the history of a large table may take minutes.
        ScheduledExecutorService housekeeping =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        // What is under way is done anew at the next start; close() would wait for it, however long it takes.
        closer.add((AutoCloseable) () -> stop(housekeeping));
        every(housekeeping, UPKEEP, upkeep::tick);
        every(timer, UPKEEP, undos::tick);
        // An outside bucket may hold what another installation knows and this one does not.
        if (s3 instanceof EmbeddedS3) {
            references.finishDeletions();
        }

        closer.add(children);
        // Before the worker ends: a lease that its last request got would be nobody's.
        closer.add((AutoCloseable) queue::stopLeasing);
        TrinoConfig trinoConfig = new TrinoConfig(
                inner.join(), trinoSecrets, secrets.resolve("token.pub"), RULES_AGE, data.folder("warehouse"));
        if (config.trino().enabled()) {
            children.start(TrinoProcess.start(new TrinoProcess.Settings(
                    new TrinoParts(root),
                    trinoConfig,
                    config.trino().port(),
                    config.trino().heap(),
                    data.folder("trino"),
                    secrets,
                    data.folder("log").resolve("trino.log"))));
        }
        if (config.ingest().enabled()) {
            children.start(IngestProcess.start(
                    new IngestProcess.Settings(
                            root,
                            data.folder("ingest"),
                            data.folder("log").resolve("ingest.log"),
                            config.ingest().heap(),
                            config.ingest().master(),
                            inner.join().toString()),
                    workerToken,
                    new WorkerDeaths(queue, imports),
                    queue::workerStopped));
        }
        RunFile run = RunFile.ofThisProcess(
                api.toString(), inner.join().toString(), s3.endpoint().toString(), children.sqlAddress());
        run.write(data.path());
        LOG.info(
                "Started: API {}, internal {}, S3 {}, SQL {}, data {}",
                run.api(),
                run.internal(),
                run.s3(),
                run.trino(),
                data.path());
        return new LakeomeServer(closer, run, data.path());
    }

    /** Where this server listens. */
    public RunFile run() {
        return run;
    }

    public Path data() {
        return data;
    }

    @Override
    public void close() {
        closer.close();
    }

    private static void every(ScheduledExecutorService timer, Duration pause, Runnable chore) {
        Runnable caught = () -> {
            try {
                chore.run();
            } catch (Throwable e) {
                // An error too: what is thrown from here ends the schedule for good, without a word.
                LOG.warn("A chore of the server failed; it is tried again", e);
            }
        };
        var unused = timer.scheduleWithFixedDelay(caught, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    /** An interrupted thread may take the embedded database's file along, so one that soon ends by itself may do so. */
    private static void stop(ScheduledExecutorService timer) throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
            var unused = timer.shutdownNow();
        }
    }

    private static DatabaseConfig databaseOf(LakeConfig config, DataFolder data) {
        LakeConfig.Database database = config.database();
        return database.url()
                .map(url -> new DatabaseConfig(
                        url, database.user(), database.password().reveal()))
                .orElseGet(() -> DatabaseConfig.embedded(data.folder("db")));
    }

    private static ObjectAccess objectStore(
            LakeConfig config, DataFolder data, Accounts accounts, Clock clock, Closer closer) {
        Optional<URI> outside = config.s3().endpoint();
        if (outside.isPresent()) {
            S3Credentials keys = new S3Credentials(data.folder("secrets").resolve("s3.properties"));
            return new OutsideS3(new S3Config(outside.get(), config.region(), keys));
        }
        return closer.add(EmbeddedS3.start(
                data.folder("s3"),
                new EmbeddedS3.Settings(
                        config.s3().port(),
                        config.region(),
                        config.http().limits().body()),
                accounts::findKey,
                clock));
    }

    /** Demo keys are printed and kept in plain files; nobody from outside may ever meet them. */
    private static void refuseDemoAccountsInPublic(LakeConfig config, Accounts accounts) throws UnknownHostException {
        LakeConfig.Http http = config.http();
        if (!Addresses.areLoopback(http) && accounts.hasDemo()) {
            throw new CannotStart(
                    "http.host is %s and http.internal-host is %s, which others can reach, and this data folder has the quickstart's demo accounts; use a data folder without them, or listen on 127.0.0.1"
                            .formatted(http.host(), http.internal().host()));
        }
    }
}
