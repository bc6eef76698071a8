package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRefType;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;

/** Commits of a worker whose manifests and lists of manifests are not what Iceberg writes. */
class WorkerCommitTest {
    private static final Resource.Table TABLE = TableFixture.table("0123456789ab");

    @TempDir
    Path folder;

    private StoreTables tables;
    private Table table;
    private DataFile first;

    @BeforeEach
    void open() {
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")));
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        table = TableFixture.load(tables, TABLE);
        first = dataFile("a");
        table.newAppend().appendFile(first).commit();
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void commitsAsIcebergWritesThemAreTaken() {
        checkImport(append());
        checkRewrite(rewrite());

        // A manifest with a deletion, once committed, is kept by the import that comes next.
        table.newRewrite().rewriteFiles(Set.of(first), Set.of(dataFile("b"))).commit();
        checkImport(append());
    }

    @Test
    void manifestThatIsListedTwiceIsRefused() throws IOException {
        Snapshot append = append();
        edit(append.manifestListLocation(), records -> records.add(listed(records, kept())));
        assertRefused(() -> checkImport(append), "twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest_length",
                "sequence_number",
                "added_snapshot_id",
                "added_files_count",
                "existing_files_count",
                "deleted_files_count",
                "added_rows_count",
                "existing_rows_count",
                "deleted_rows_count"
            })
    void keptManifestIsListedAsItWas(String field) throws IOException {
        Snapshot append = append();
        edit(append.manifestListLocation(), records -> {
            GenericRecord record = listed(records, kept());
            record.put(field, record.get(field) instanceof Integer number ? number + 1 : (Long) record.get(field) + 1);
        });
        assertRefused(() -> checkImport(append), "another entry in the list");
    }

    @Test
    void keptManifestKeepsTheBoundsOfItsPartitions() throws IOException {
        Snapshot append = append();
        // With these, a query for S1 would pass over the manifest.
        edit(append.manifestListLocation(), records -> {
            GenericRecord partition =
                    (GenericRecord) ((List<?>) listed(records, kept()).get("partitions")).getFirst();
            partition.put("upper_bound", ByteBuffer.wrap(new byte[] {'A'}));
            partition.put("lower_bound", ByteBuffer.wrap(new byte[] {'A'}));
        });
        assertRefused(() -> checkImport(append), "another entry in the list");
    }

    @Test
    void importThatDeletesIsRefusedWhateverTheListSays() throws IOException {
        Snapshot append = table.newAppend()
                .appendFile(dataFile("b"))
                .appendFile(dataFile("c"))
                .apply();
        edit(added(append).path(), records -> records.getFirst().put("status", 2));
        assertRefused(() -> checkImport(append), "an append that deletes files");
    }

    @Test
    void rewriteDeletesOnlyWhatItReplaces() throws IOException {
        Snapshot rewrite = rewrite();
        ManifestFile deletes = rewrite.allManifests(table.io()).stream()
                .filter(ManifestFile::hasDeletedFiles)
                .findAny()
                .orElseThrow();
        edit(deletes.path(), records -> ((GenericRecord) records.getFirst().get("data_file"))
                .put("file_path", "file:/etc/passwd"));
        assertRefused(() -> checkRewrite(rewrite), "the deletion of file:/etc/passwd");
    }

    @Test
    void noImportOrJoinSaysThatAnotherImportWasUndone() {
        String job = JobId.random().value();
        Snapshot append = table.newFastAppend()
                .appendFile(dataFile("z"))
                .set("lakeome.undone-job", job)
                .apply();
        assertRefused(() -> checkImport(append), "the mark of an undo");
        Snapshot rewrite = table.newRewrite()
                .rewriteFiles(Set.of(first), Set.of(dataFile("c")))
                .set("lakeome.undone-job", job)
                .apply();
        assertRefused(() -> checkRewrite(rewrite), "the mark of an undo");
    }

    @Test
    void joinedFilesDoNotLieWhereImportsWrite() {
        Snapshot rewrite = table.newRewrite()
                .rewriteFiles(Set.of(first), Set.of(dataFile(JobId.random() + "/1/c.parquet")))
                .apply();
        assertRefused(() -> checkRewrite(rewrite), "in the folder of an import");
    }

    @Test
    void rowsOfTheSampleNamedNullDoNotBecomeRowsWithoutSample() {
        PartitionKey sample = new PartitionKey(table.spec(), table.schema());
        sample.set(0, "null");
        DataFile named = DataFiles.builder(table.spec())
                .copy(first)
                .withPartition(sample)
                .withPath(first.location() + "n")
                .build();
        table.newAppend().appendFile(named).commit();
        DataFile unnamed = DataFiles.builder(table.spec())
                .copy(first)
                .withPartition(new PartitionKey(table.spec(), table.schema()))
                .withPath(first.location() + "u")
                .build();

        Snapshot rewrite =
                table.newRewrite().rewriteFiles(Set.of(named), Set.of(unnamed)).apply();
        assertRefused(() -> checkRewrite(rewrite), "another number of rows in 2 partitions");
    }

    private Snapshot append() {
        return table.newFastAppend().appendFile(dataFile("z")).apply();
    }

    private Snapshot rewrite() {
        return table.newRewrite()
                .rewriteFiles(Set.of(first), Set.of(dataFile("c")))
                .apply();
    }

    private String kept() {
        return table.currentSnapshot().allManifests(table.io()).getFirst().path();
    }

    private ManifestFile added(Snapshot snapshot) {
        List<ManifestFile> added = snapshot.allManifests(table.io()).stream()
                .filter(manifest -> !manifest.path().equals(kept()))
                .toList();
        assertThat(added).hasSize(1);
        return added.getFirst();
    }

    private static GenericRecord listed(List<GenericRecord> records, String path) {
        return records.stream()
                .filter(record -> record.get("manifest_path").toString().equals(path))
                .findAny()
                .orElseThrow();
    }

    private void checkImport(Snapshot snapshot) {
        new ImportCommit(((BaseTable) table).operations().current(), table.io()).check(request(snapshot));
    }

    private void checkRewrite(Snapshot snapshot) {
        new RewriteCommit(((BaseTable) table).operations().current(), table.io()).check(request(snapshot));
    }

    private UpdateTableRequest request(Snapshot snapshot) {
        return new UpdateTableRequest(
                List.of(new UpdateRequirement.AssertRefSnapshotID(
                        "main", table.currentSnapshot().snapshotId())),
                List.of(
                        new MetadataUpdate.AddSnapshot(snapshot),
                        new MetadataUpdate.SetSnapshotRef(
                                "main", snapshot.snapshotId(), SnapshotRefType.BRANCH, null, null, null)));
    }

    private static void assertRefused(Runnable check, String why) {
        assertThatThrownBy(check::run).isInstanceOf(ForbiddenException.class).hasMessageContaining(why);
    }

    private DataFile dataFile(String name) {
        return DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + name)
                .withPartitionPath("sampleid=S1")
                .withFormat("parquet")
                .withFileSizeInBytes(1000)
                .withRecordCount(10)
                .build();
    }

    /** Writes an Avro file anew with other records and all else as it was. */
    private static void edit(String location, Consumer<List<GenericRecord>> change) throws IOException {
        Path file = LocalFileIO.path(location);
        List<GenericRecord> records = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>());
                DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            Schema schema = reader.getSchema();
            for (String key : reader.getMetaKeys()) {
                if (!DataFileWriter.isReservedMeta(key)) {
                    writer.setMeta(key, reader.getMeta(key));
                }
            }
            reader.forEach(records::add);
            change.accept(records);
            writer.create(schema, file.toFile());
            for (GenericRecord record : records) {
                writer.append(record);
            }
        }
    }
}
