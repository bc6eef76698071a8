package org.lakeome.storage.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.JobStatus;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.share.Share;
import org.lakeome.catalog.share.ShareFilter;
import org.lakeome.catalog.share.ShareSide;
import org.lakeome.catalog.share.Shares;
import org.lakeome.catalog.store.ImportSettings;
import org.lakeome.catalog.store.OnBadRecord;
import org.lakeome.catalog.store.OnDuplicate;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.store.TableKeeper;
import org.lakeome.catalog.store.TableSteps;
import org.lakeome.catalog.work.WorkQueue;

/** A database of the first release (V1 and V2), with stores, shares and a job under way, is taken over by this one. */
class UpgradeTest {

    private static final AccountId ALICE = new AccountId("111111111111");
    private static final AccountId BOB = new AccountId("222222222222");
    private static final String NOW = "timestamp with time zone '2026-11-21 12:00:00+00'";
    private static final String WORK = "00000000-0000-0000-0000-00000000000a";
    private static final String JOB = "00000000-0000-0000-0000-0000000000b0";
    private static final String SHARE = "00000000-0000-0000-0000-0000000000c0";

    @TempDir
    Path folder;

    @Test
    void storesSharesTagsAndJobsOfTheFirstReleaseLiveOnInH2() throws Exception {
        survives(DatabaseConfig.embedded(folder.resolve("db")));
    }

    @Test
    void storesSharesTagsAndJobsOfTheFirstReleaseLiveOnInPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            survives(new DatabaseConfig(server.getJdbcUrl("postgres", "postgres"), "postgres", ""));
        }
    }

    private void survives(DatabaseConfig config) throws Exception {
        Flyway.configure()
                .dataSource(config.url(), config.user(), "")
                .locations("classpath:db/migration")
                .target("2")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), "");
                Statement statement = connection.createStatement()) {
            for (String row : firstRelease()) {
                statement.execute(row);
            }
        }

        try (Database database = Database.open(config, () -> Instant.parse("2026-11-22T00:00:00Z"))) {
            PageTokens pages = new PageTokens(SecretVault.open(folder.resolve("vault.key")), InstantSource.system());
            Authorizer authorizer = new Authorizer(database);
            Caller.User alice = new Caller.User(ALICE);
            Stores stores = new Stores(database, pages);

            Store exomes = stores.find(authorizer.require(
                    alice, Operation.DESCRIBE_STORE, Target.store(ALICE, StoreKind.VARIANT, new StoreName("exomes"))));
            assertThat(exomes.id().value()).isEqualTo("0123456789ab");
            assertThat(exomes.status()).isEqualTo(StoreStatus.ACTIVE);
            assertThat(exomes.referenceArn()).contains("arn:reference");
            assertThat(exomes.format()).isEmpty();
            assertThat(exomes.tags()).containsEntry("team", "rare");

            Resource.Table table = authorizer
                    .require(alice, Operation.READ_DATA, Target.table("alice", "exomes"))
                    .resourceFor(Operation.READ_DATA);
            assertThat(table.id().value()).as("the folder of its table").isEqualTo("0123456789ab");
            assertThat(authorizer.visibleTables(new Caller.User(BOB))).containsExactly(table);
            assertThat(authorizer.visibleTables(new Caller.ImportWorker(ALICE, new WorkId(WORK), 1)))
                    .containsExactly(table);
            assertThat(authorizer.visibleTables(alice))
                    .as("a store that failed has no table")
                    .containsExactly(table);

            WorkQueue queue = new WorkQueue(database);
            TableKeeper keeper = new TableKeeper(database, new TableSteps((made, shape) -> {}, dropped -> {}));
            Imports imports = new Imports(
                    database, queue, Quotas.DEFAULT, pages, keeper, (into, id, sources) -> Optional.empty());
            ImportJob job = imports.find(
                    authorizer.require(alice, Operation.DESCRIBE_JOB, Target.job(StoreKind.VARIANT, new JobId(JOB))));
            assertThat(job.status()).isEqualTo(JobStatus.IN_PROGRESS);
            assertThat(job.settings()).isEqualTo(new ImportSettings(false, OnBadRecord.FAIL, OnDuplicate.IMPORT));
            assertThat(job.annotationFields()).containsEntry("VEP", "CSQ");
            assertThat(job.items()).extracting(ImportJob.Item::source).containsExactly("s3://b/a.vcf");
            queue.takeBackLapsed();
            assertThat(imports.find(authorizer.require(
                                    alice, Operation.DESCRIBE_JOB, Target.job(StoreKind.VARIANT, new JobId(JOB))))
                            .status())
                    .isEqualTo(JobStatus.SUBMITTED);

            Shares shares = new Shares(database, new Arns("us-east-1"), Quotas.DEFAULT, pages);
            ShareFilter variants = new ShareFilter(Set.of(), Set.of(), Set.of(ShareFilter.Type.VARIANT_STORE));
            assertThat(shares.list(alice, ShareSide.OWNER, variants, PageRequest.first())
                            .items())
                    .extracting(Share::name)
                    .containsExactly(Optional.of("exomes for bob"));
            assertThat(database.<Boolean>transaction(sql -> Stores.standsOn(sql, ALICE, "arn:reference")))
                    .isTrue();
            keeper.close();
        }
    }

    private static List<String> firstRelease() {
        return List.of(
                "insert into account values ('" + ALICE + "', 'alice', false, " + NOW + "), ('" + BOB
                        + "', 'bob', false, " + NOW + ")",
                "insert into variant_store (id, owner, name, reference_arn, description, status, status_message,"
                        + " created, updated) values ('0123456789ab', '" + ALICE
                        + "', 'exomes', 'arn:reference', 'd', 'ACTIVE', '', " + NOW + ", " + NOW
                        + "), ('ba9876543210', '" + ALICE + "', 'broken', 'arn:reference', '', 'FAILED', 'no space', "
                        + NOW + ", " + NOW + ")",
                "insert into variant_store_tag values ('0123456789ab', 'team', 'rare')",
                "insert into work values ('" + WORK + "', 'VARIANT_IMPORT', '" + ALICE + "', 'LEASED', 1, 'w', " + NOW
                        + ", false, " + NOW + ")",
                "insert into variant_import_job (id, work_id, owner, store_id, store_name, role_arn, status,"
                        + " status_message, left_normalize, created, updated) values ('" + JOB + "', '" + WORK + "', '"
                        + ALICE + "', '0123456789ab', 'exomes', 'arn:role', 'IN_PROGRESS', '', false, " + NOW + ", "
                        + NOW + ")",
                "insert into variant_import_item values ('" + JOB + "', 0, 's3://b/a.vcf', 'IN_PROGRESS', '')",
                "insert into variant_import_field values ('" + JOB + "', 'VEP', 'CSQ')",
                "insert into share values ('" + SHARE + "', '0123456789ab', 'arn:share', '" + ALICE + "', '" + BOB
                        + "', '" + BOB + "', 'exomes for bob', 'ACTIVE', '', " + NOW + ", " + NOW + ")",
                "insert into access_grant values ('0123456789ab', '" + BOB + "', 'READ_DATA', '" + SHARE + "', " + NOW
                        + ")");
    }
}
