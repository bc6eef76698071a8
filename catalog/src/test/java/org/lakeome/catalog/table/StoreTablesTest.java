package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Outcome;

class StoreTablesTest {
    private static final Resource.Table TABLE = TableFixture.table("0123456789ab");

    private static final List<String> SOURCES = List.of("s3://b/a", "s3://b/b");

    @TempDir
    Path folder;

    private StoreTables tables;

    @BeforeEach
    void open() {
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")));
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void variantTableHasAwsColumnsInTheirOrder() {
        Table table = created();

        assertThat(table.schema().columns())
                .extracting(NestedField::name)
                .containsExactly(
                        "importjobid",
                        "contigname",
                        "start",
                        "end",
                        "names",
                        "referenceallele",
                        "alternatealleles",
                        "qual",
                        "filters",
                        "splitfrommultiallelic",
                        "attributes",
                        "phased",
                        "calls",
                        "genotypelikelihoods",
                        "phredlikelihoods",
                        "alleledepths",
                        "conditionalquality",
                        "spl",
                        "depth",
                        "ps",
                        "sampleid",
                        "information",
                        "annotations");
        assertThat(table.schema().findType("start").toString()).isEqualTo("long");
        assertThat(table.schema()
                        .findType("annotations.vep.element.amino_acids.variant")
                        .toString())
                .isEqualTo("string");
        assertThat(table.spec().fields()).extracting("name").containsExactly("sampleid");
        assertThat(table.properties())
                .containsEntry("write.distribution-mode", "hash")
                .containsEntry("write.parquet.compression-codec", "zstd");
    }

    @Test
    void locationHoldsIdsAndNoNames() {
        assertThat(created().location())
                .matches("file:" + folder.resolve("warehouse") + "/111122223333/0123456789ab-[0-9a-f]{8}");
    }

    @Test
    void repeatedCreateKeepsTheTable() {
        String first = created().location();

        assertThat(created().location()).isEqualTo(first);
    }

    @Test
    void createUnderTheNameOfAnotherStoreFails() {
        created();

        assertThatThrownBy(() ->
                        tables.create(TableFixture.table("ba9876543210"), new TableShape.Calls(FileLayout.SAMPLES)))
                .hasMessageContaining("already exists");
    }

    @Test
    void sizeIsThatOfTheCurrentSnapshot() {
        Table table = created();
        table.newAppend()
                .appendFile(DataFiles.builder(table.spec())
                        .withPath(table.location() + "/data/a.parquet")
                        .withPartitionPath("sampleid=S1")
                        .withFileSizeInBytes(1234)
                        .withRecordCount(1)
                        .build())
                .commit();

        assertThat(tables.sizeBytes(TABLE)).isEqualTo(1234);
    }

    @Test
    void markOfAJobOnItsSnapshotTellsWhatBecameOfItsFiles() {
        JobId job = JobId.random();
        Table table = created();
        table.newAppend()
                .set("lakeome.job-id", job.value())
                .set(
                        "lakeome.items",
                        "[{\"item\":0,\"completed\":true,\"records\":5,\"rows\":10,\"rejected\":2},"
                                + "{\"item\":1,\"completed\":false}]")
                .commit();

        Outcome outcome = tables.committedItems(TABLE, job, SOURCES).orElseThrow();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.COMPLETED_WITH_FAILURES);
        assertThat(outcome.message()).startsWith("Imported 1 of 2 files and set 2 records aside");
        assertThat(outcome.items())
                .containsExactly(
                        new ItemReport("s3://b/a", ItemState.COMPLETED, "", 5, 10),
                        new ItemReport("s3://b/b", ItemState.FAILED, "", 0, 0));
        assertThat(tables.committedItems(TABLE, JobId.random(), SOURCES)).isEmpty();
    }

    @Test
    void markOfBeforeWithSourcesAndMessagesIsStillRead() {
        JobId job = JobId.random();
        created()
                .newAppend()
                .set("lakeome.job-id", job.value())
                .set("lakeome.items", "[{\"source\":\"s3://b/b\",\"completed\":false,\"message\":\"no header\"}]")
                .commit();

        assertThat(tables.committedItems(TABLE, job, SOURCES).orElseThrow().items())
                .containsExactly(new ItemReport("s3://b/b", ItemState.FAILED, "no header", 0, 0));
    }

    @Test
    void markThatCannotBeReadIsNone() {
        JobId job = JobId.random();
        Table table = created();
        table.newAppend()
                .set("lakeome.job-id", job.value())
                .set("lakeome.items", "[{")
                .commit();
        JobId bare = JobId.random();
        table.newAppend().set("lakeome.job-id", bare.value()).commit();

        assertThat(tables.committedItems(TABLE, job, SOURCES)).isEmpty();
        assertThat(tables.committedItems(TABLE, bare, SOURCES)).isEmpty();
    }

    @Test
    void dropRemovesTheTablesFolderAndNothingElse() throws Exception {
        Path folderOfTable = LocalFileIO.path(created().location());
        Path foreign = Files.writeString(folder.resolve("warehouse/111122223333/neighbour"), "stays");
        Path outside = Files.writeString(folder.resolve("outside"), "stays");
        Files.createSymbolicLink(folderOfTable.resolve("link"), outside);

        tables.drop(TABLE);

        assertThat(folderOfTable).doesNotExist();
        assertThat(foreign).hasContent("stays");
        assertThat(outside).hasContent("stays");
        assertThat(tables.sizeBytes(TABLE)).isZero();
    }

    @Test
    void dropRefusesATableThatLiesElsewhere() throws Exception {
        Table table = created();
        Path elsewhere = folder.resolve("warehouse/999999999999/other");
        Files.createDirectories(elsewhere);
        table.updateLocation().setLocation("file:" + elsewhere).commit();

        assertThatThrownBy(() -> tables.drop(TABLE)).hasMessageContaining("nothing was deleted");
        assertThat(elsewhere).exists();
    }

    @Test
    void dropRemovesTheFolderThatACrashLeftAfterTheTableHadGone() throws Exception {
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        Path folderOfTable = LocalFileIO.path(
                tables.catalog().loadTable(StoreTables.identifier(TABLE)).location());
        tables.catalog().dropTable(StoreTables.identifier(TABLE), false);
        assertThat(folderOfTable).exists();

        tables.drop(TABLE);

        assertThat(folderOfTable).doesNotExist();
    }

    @Test
    void dropOfAnAbsentTableIsQuiet() {
        tables.drop(TABLE);
    }

    @Test
    void filesOutsideTheWarehouseCannotBeOpened() {
        LocalFileIO files = new LocalFileIO(new TableLocation("file:" + folder.resolve("warehouse")));

        assertThatThrownBy(() -> files.newInputFile("file:/etc/passwd")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> files.newInputFile("file:" + folder + "/warehouse/../db/catalog.mv.db"))
                .isInstanceOf(ForbiddenException.class);
    }

    private Table created() {
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        return tables.catalog().loadTable(StoreTables.identifier(TABLE));
    }
}
