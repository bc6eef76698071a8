package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.db.DatabaseConfig;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;

/** A deleted store leaves no file in the warehouse and no row in the database but the history that the API promises. */
class DeletionTest {

    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	HG0001	HG0002
            chr3	7	.	G	T	10	PASS	.	GT	0/0	1/0
            """;

    @Test
    void nothingOfADeletedStoreIsLeft() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        OmicsClient omics = lakeome.omics("dora");
        String account = lakeome.account("dora");
        String bob = lakeome.account("bob");
        Jobs jobs = new Jobs(lakeome, "dora");
        jobs.reference();
        Map<String, Integer> before = rows(lakeome);
        assertThat(files(lakeome, account)).isEmpty();
        jobs.store("shortlived");
        String arn = omics.getVariantStore(get -> get.name("shortlived")).storeArn();
        omics.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("team", "x", "lakeome:on-bad-record", "quarantine")));
        String undone = imported(jobs, "a", VCF + "chr3\tx\t.\tG\tT\t10\tPASS\t.\tGT\t0/0\t1/0\n")
                .id();
        imported(jobs, "b", VCF.replace("\t7\t", "\t8\t"));
        String shareId = omics.createShare(
                        share -> share.resourceArn(arn).principalSubscriber(bob).shareName("dora-and-bob"))
                .shareId();
        lakeome.omics("bob").acceptShare(share -> share.shareId(shareId));
        RunningLakeome.Output show = lakeome.lakeome("store", "show", "shortlived", "--profile", "dora");
        assertThat(show.out()).contains("shortlived, 4 rows of 2 samples", "shortlived__rejected, 1 rows");
        assertThat(lakeome.lakeome("optimize", "shortlived", "--profile", "dora")
                        .exitCode())
                .isZero();
        RunningLakeome.Output undo = lakeome.lakeome("import", "undo", undone, "--yes", "--profile", "dora");
        assertThat(undo.exitCode()).as("%s", undo).isZero();
        assertThat(lakeome.lakeome("store", "show", "shortlived", "--profile", "dora")
                        .out())
                .contains("shortlived, 2 rows of 2 samples", "shortlived__rejected, 0 rows");
        assertThat(files(lakeome, account)).isNotEmpty();

        jobs.drop("shortlived");

        assertThat(files(lakeome, account)).isEmpty();
        // Jobs, ended shares and events stay listed for their owners; the namespace is the account's. Signed calls are
        // remembered for the time in which they could be repeated.
        Map<String, Integer> left = rows(lakeome);
        left.replaceAll((table, count) -> count - before.get(table));
        left.keySet().removeIf(table -> table.startsWith("event"));
        left.keySet().removeAll(Set.of("iceberg_namespace_properties", "signed_call"));
        left.values().removeIf(count -> count == 0);
        assertThat(left).isEqualTo(Map.of("import_job", 2, "import_item", 2, "import_undo", 1, "work", 2, "share", 1));
    }

    private static GetVariantImportJobResponse imported(Jobs jobs, String name, String vcf) {
        return jobs.run("shortlived", jobs.upload("short-" + name + ".vcf", vcf.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Path> files(RunningLakeome lakeome, String account) throws IOException {
        Path folder = lakeome.data().resolve("warehouse").resolve(account);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).toList();
        }
    }

    /** How many rows each table of the server's database has. */
    private static Map<String, Integer> rows(RunningLakeome lakeome) throws SQLException {
        DatabaseConfig config = DatabaseConfig.embedded(lakeome.data().resolve("db"));
        Map<String, Integer> counts = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                config.url(), config.user(), config.password().value())) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                try (var statement = connection.createStatement();
                        ResultSet result = statement.executeQuery("select count(*) from \"" + table + "\"")) {
                    result.next();
                    counts.put(table, result.getInt(1));
                }
            }
        }
        return counts;
    }
}
