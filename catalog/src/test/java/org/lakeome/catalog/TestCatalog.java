package org.lakeome.catalog;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.NewImport;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.share.Share;
import org.lakeome.catalog.share.ShareStatus;
import org.lakeome.catalog.share.Shares;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.NewVersion;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreLifecycle;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.store.StoreVersion;
import org.lakeome.catalog.store.StoreVersions;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.store.TableKeeper;
import org.lakeome.catalog.store.TableSteps;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkQueue;

/** A whole catalog over a fresh database, with three accounts, a clock that stands still, and tables that are only noted. */
public final class TestCatalog implements AutoCloseable {

    public static final Duration LEASE = Duration.ofSeconds(30);

    /** For machines that do much else. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    public final Databases.FixedClock clock = new Databases.FixedClock();
    public final Tables tables = new Tables();
    public final Database database;
    public final Accounts accounts;
    public final Authorizer authorizer;
    public final PageTokens tokens;
    public final WorkQueue queue;
    public final Stores stores;
    public final Imports imports;
    public final Shares shares;
    public final Caller.User alice;
    public final Caller.User bob;
    public final Caller.User carol;
    public final StoreLifecycle lifecycle;
    public final StoreVersions versions;
    public TableKeeper keeper;

    /** Where tables are noted instead of made. */
    public static final class Tables {
        public final Set<String> made = ConcurrentHashMap.newKeySet();
        public final Map<String, TableShape> shapes = new ConcurrentHashMap<>();
        public volatile Optional<RuntimeException> failure = Optional.empty();
        public volatile Runnable before = () -> {};

        TableSteps steps() {
            return new TableSteps(
                    (table, shape) -> step(() -> {
                        shapes.put(table.name().value(), shape);
                        made.add(name(table));
                    }),
                    table -> step(() -> made.remove(name(table))));
        }

        private static String name(Resource.Table table) {
            return table.namespace() + "." + table.name();
        }

        private void step(Runnable step) {
            before.run();
            failure.ifPresent(e -> {
                throw e;
            });
            step.run();
        }
    }

    /** What the tables hold of every job, as if workers had committed it. */
    public volatile Optional<Outcome> inTable = Optional.empty();

    public TestCatalog(Databases.Kind kind, Path folder) {
        this(kind, folder, Quotas.DEFAULT);
    }

    public TestCatalog(Databases.Kind kind, Path folder, Quotas quotas) {
        DatabaseConfig config = Databases.fresh(kind, folder);
        SecretVault vault = SecretVault.open(folder.resolve("secrets/vault.key"));
        database = Database.open(config, clock);
        accounts = new Accounts(database, vault);
        authorizer = new Authorizer(database);
        tokens = new PageTokens(vault, clock);
        queue = new WorkQueue(database);
        stores = new Stores(database, tokens);
        keeper = newKeeper();
        imports = new Imports(database, queue, quotas, tokens, keeper, (table, job, sources) -> inTable);
        shares = new Shares(database, new Arns("us-east-1"), quotas, tokens);
        lifecycle = new StoreLifecycle(
                database,
                quotas,
                keeper,
                (sql, owner, arn) -> arn.contains(":" + owner.value() + ":"),
                List.of(imports, shares));
        versions = new StoreVersions(database, quotas, tokens, keeper, List.of(imports, shares));
        alice = user("alice");
        bob = user("bob");
        carol = user("carol");
    }

    /** As after a restart. */
    public TableKeeper newKeeper() {
        return new TableKeeper(database, tables.steps());
    }

    public Caller.User user(String alias) {
        return new Caller.User(accounts.create(new Alias(alias)).account().id());
    }

    public static NewStore newStore(AccountId owner, String name) {
        return NewStore.ofVariants(
                Optional.ofNullable(name).map(StoreName::new),
                reference(owner),
                Optional.empty(),
                "",
                new Tags(Map.of()));
    }

    public static String reference(AccountId owner) {
        return "arn:aws:omics:us-east-1:" + owner + ":referenceStore/0000000001/reference/0000000001";
    }

    /** As if workers had committed these files before they died. */
    public void commit(Outcome.Status status, String... sources) {
        inTable = Optional.of(new Outcome(
                status,
                "found in the table",
                Arrays.stream(sources)
                        .map(source -> new ItemReport(source, ItemState.COMPLETED, "", 1, 1))
                        .toList(),
                Optional.empty()));
    }

    /** An ACTIVE store. */
    public Store store(Caller.User owner, String name) {
        Store made = lifecycle.create(owner, newStore(owner.account(), name));
        clock.advance(Duration.ofSeconds(1));
        return awaitStatus(owner, made.name(), StoreStatus.ACTIVE);
    }

    public Store awaitStatus(Caller.User owner, StoreName name, StoreStatus status) {
        return await().atMost(PATIENCE).until(() -> describe(owner, name), store -> store.status() == status);
    }

    public Store describe(Caller.User owner, StoreName name) {
        return stores.find(authorizer.require(owner, Operation.DESCRIBE_STORE, target(owner, name.value())));
    }

    /** An ACTIVE annotation store with the reference of its owner. */
    public Store annotationStore(Caller.User owner, String name, StoreFormat format) {
        return annotationStore(owner, name, format, Optional.empty(), Map.of());
    }

    public Store annotationStore(
            Caller.User owner, String name, StoreFormat format, Optional<String> version, Map<String, String> tags) {
        Store made = lifecycle.create(
                owner,
                NewStore.ofAnnotations(
                        Optional.of(new StoreName(name)),
                        format,
                        version.map(VersionName::new),
                        Optional.of(reference(owner.account())),
                        Optional.empty(),
                        "",
                        new Tags(tags)));
        clock.advance(Duration.ofSeconds(1));
        Target<Resource.Store> target = annotationTarget(owner, name);
        return await().atMost(PATIENCE)
                .until(
                        () -> stores.find(authorizer.require(owner, Operation.DESCRIBE_STORE, target)),
                        store -> store.status() == StoreStatus.ACTIVE);
    }

    /** An ACTIVE version of an annotation store. */
    public StoreVersion version(Caller.User owner, String store, String name) {
        versions.create(
                authorizer.require(owner, Operation.UPDATE_STORE, annotationTarget(owner, store)),
                new NewVersion(new VersionName(name), "", Optional.empty(), new Tags(Map.of())));
        clock.advance(Duration.ofSeconds(1));
        return awaitVersion(owner, store, name, StoreStatus.ACTIVE);
    }

    public StoreVersion awaitVersion(Caller.User owner, String store, String name, StoreStatus status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> versions.find(
                                authorizer.require(owner, Operation.DESCRIBE_STORE, annotationTarget(owner, store)),
                                new VersionName(name)),
                        version -> version.status() == status);
    }

    public static Target<Resource.Store> annotationTarget(Caller.User owner, String name) {
        return Target.store(owner.account(), StoreKind.ANNOTATION, new StoreName(name));
    }

    /** The names of the tables that the caller may read, as SQL has them. */
    public List<String> tablesOf(Caller caller) {
        return authorizer.visibleTables(caller).stream().map(Tables::name).toList();
    }

    public static Target<Resource.Store> target(Caller.User owner, String name) {
        return Target.store(owner.account(), StoreKind.VARIANT, new StoreName(name));
    }

    /** An ACTIVE store of that kind. */
    public Store store(Caller.User owner, StoreKind kind, String name) {
        return switch (kind) {
            case VARIANT -> store(owner, name);
            case ANNOTATION -> annotationStore(owner, name, new StoreFormat.Vcf());
        };
    }

    public static Target<Resource.Store> target(Caller.User owner, StoreKind kind, String name) {
        return Target.store(owner.account(), kind, new StoreName(name));
    }

    public JobId start(Caller.User owner, String store, String... sources) {
        return start(owner, StoreKind.VARIANT, store, sources);
    }

    public JobId start(Caller.User owner, StoreKind kind, String store, String... sources) {
        NewImport wanted = NewImport.ofVariants(
                "arn:aws:iam::" + owner.account() + ":role/import", List.of(sources), false, Map.of());
        JobId job = imports.start(authorizer.require(owner, Operation.IMPORT, target(owner, kind, store)), wanted);
        clock.advance(Duration.ofSeconds(1));
        return job;
    }

    public ImportJob job(Caller.User owner, JobId job) {
        return imports.find(authorizer.require(owner, Operation.DESCRIBE_JOB, Target.job(StoreKind.VARIANT, job)));
    }

    public Share offer(Caller.User owner, String store, Caller.User subscriber) {
        return offer(owner, StoreKind.VARIANT, store, subscriber);
    }

    public Share offer(Caller.User owner, StoreKind kind, String store, Caller.User subscriber) {
        Share share = shares.create(
                authorizer.require(owner, Operation.SHARE_STORE, target(owner, kind, store)),
                subscriber.account().value(),
                Optional.empty());
        clock.advance(Duration.ofSeconds(1));
        return share;
    }

    public ShareStatus accept(Caller.User subscriber, ShareId share) {
        return shares.accept(authorizer.require(subscriber, Operation.ACCEPT_SHARE, Target.share(share)));
    }

    public ShareStatus end(Caller.User party, ShareId share) {
        return shares.end(authorizer.require(party, Operation.END_SHARE, Target.share(share)));
    }

    @Override
    public void close() {
        keeper.close();
        database.close();
    }
}
