package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;

class VisibleHistoryTest {

    private static final Resource.Table TABLE = TableFixture.table("0123456789ab");
    private static final JobId KEPT = JobId.random();
    private static final JobId UNDONE = JobId.random();
    private static final JobId LATER = JobId.random();

    @TempDir
    Path folder;

    private StoreTables tables;
    private Table table;

    @BeforeEach
    void open() {
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")));
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        table = TableFixture.load(tables, TABLE);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void readerSeesThePresentWithoutMarksAndWithAllThatIsDeclared() {
        append(KEPT, "{\"0\":[\"##INFO=<ID=A>\"]}");
        DataFile canary = append(UNDONE, "{\"0\":[\"##INFO=<ID=CANARY>\"]}");
        undo(UNDONE, canary);
        append(LATER, "{\"0\":[\"##INFO=<ID=B>\"]}");
        long present = table.currentSnapshot().snapshotId();

        TableMetadata seen = VisibleHistory.present(whole());

        assertThat(seen.snapshots()).singleElement().satisfies(only -> {
            assertThat(only.snapshotId()).isEqualTo(present);
            assertThat(only.parentId()).isNull();
            assertThat(only.operation()).isEqualTo("append");
            assertThat(only.summary()).containsEntry("total-records", "2").allSatisfy((key, value) -> assertThat(key)
                    .startsWith("total-"));
            assertThat(only.allManifests(table.io())).isNotEmpty();
        });
        assertThat(seen.currentSnapshot().snapshotId()).isEqualTo(present);
        assertThat(seen.snapshotLog()).hasSize(1);
        assertThat(seen.previousFiles()).isEmpty();
        assertThat(seen.refs()).containsOnlyKeys("main");
        assertThat(seen.properties())
                .containsEntry("lakeome.vcf-header", "{\"all\":[\"##INFO=<ID=A>\",\"##INFO=<ID=B>\"]}");
        assertThat(seen.metadataFileLocation()).isEqualTo(whole().metadataFileLocation());
        assertThat(TableMetadataParser.toJson(seen))
                .doesNotContain("CANARY", KEPT.value(), UNDONE.value(), LATER.value(), "undone");
    }

    @Test
    void readerOfAnUndoneTableSeesNoMarkOfIt() {
        append(KEPT, null);
        undo(UNDONE, append(UNDONE, "{\"0\":[\"##INFO=<ID=CANARY>\"]}"));

        assertThat(TableMetadataParser.toJson(VisibleHistory.present(whole())))
                .doesNotContain("CANARY", UNDONE.value(), "undone", "deleted-records");
    }

    @Test
    void readerKeepsLinesOfAnUndoneImportThatAnotherMayRelyOn() {
        DataFile file = append(UNDONE, "{\"0\":[\"##INFO=<ID=A>\"]}");
        append(KEPT, null);
        undo(UNDONE, file);

        assertThat(VisibleHistory.present(whole()).properties())
                .containsEntry("lakeome.vcf-header", "{\"all\":[\"##INFO=<ID=A>\"]}");
    }

    @Test
    void tableWithoutRowsIsReadable() {
        TableMetadata seen = VisibleHistory.present(whole());

        assertThat(seen.snapshots()).isEmpty();
        assertThat(seen.currentSnapshot()).isNull();
        assertThat(seen.schema().columns()).hasSize(23);
    }

    @Test
    void ownerSeesTheHistoryFromTheLatestUndoOn() {
        append(KEPT, "{\"0\":[\"##INFO=<ID=A>\"]}");
        TableMetadata before = whole();
        assertThat(VisibleHistory.sinceUndo(before)).isSameAs(before);
        undo(UNDONE, append(UNDONE, "{\"0\":[\"##INFO=<ID=CANARY>\"]}"));
        long undo = table.currentSnapshot().snapshotId();
        append(LATER, null);

        TableMetadata seen = VisibleHistory.sinceUndo(whole());

        assertThat(seen.snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly(undo, table.currentSnapshot().snapshotId());
        assertThat(seen.snapshotLog()).hasSize(2);
        assertThat(seen.snapshot(undo).summary()).containsEntry("lakeome.undone-job", UNDONE.value());
        assertThat(seen.currentSnapshot().parentId()).isEqualTo(undo);
        assertThat(seen.properties()).containsEntry("lakeome.vcf-header", "{\"" + KEPT + ":0\":[\"##INFO=<ID=A>\"]}");
        assertThat(TableMetadataParser.toJson(seen)).doesNotContain("CANARY");
    }

    private TableMetadata whole() {
        return ((BaseTable) TableFixture.load(tables, TABLE)).operations().current();
    }

    private DataFile append(JobId job, String header) {
        DataFile file = DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + job + "/1/a.parquet")
                .withPartitionPath("sampleid=S1")
                .withFormat("parquet")
                .withFileSizeInBytes(1000)
                .withRecordCount(1)
                .build();
        var append = table.newAppend().appendFile(file).set("lakeome.job-id", job.value());
        append.set("lakeome.items", "[]");
        Map<String, String> marks = header == null ? Map.of() : Map.of("lakeome.vcf-header", header);
        marks.forEach(append::set);
        append.commit();
        return file;
    }

    private void undo(JobId job, DataFile... files) {
        var delete = table.newDelete().set("lakeome.undone-job", job.value());
        List.of(files).forEach(delete::deleteFile);
        delete.commit();
    }
}
