package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;

/** The server's own scans of a manifest that holds a file without a sample beside those of samples; Iceberg 1.11 threw. */
class NullPartitionTest {

    private static final Resource.Table TABLE = TableFixture.table("0123456789ab");

    @TempDir
    Path folder;

    @Test
    void fileWithoutSampleDisturbsNoFilter() throws Exception {
        try (StoreTables tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")))) {
            tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
            Table table = TableFixture.load(tables, TABLE);
            AppendFiles append = table.newAppend();
            for (String sample : new String[] {null, "a", "b"}) {
                PartitionData partition = new PartitionData(table.spec().partitionType());
                partition.set(0, sample);
                append.appendFile(DataFiles.builder(table.spec())
                        .withPath(table.location() + "/data/" + sample + ".parquet")
                        .withPartition(partition)
                        .withFormat("parquet")
                        .withFileSizeInBytes(1000)
                        .withRecordCount(1)
                        .build());
            }
            append.commit();
            table.rewriteManifests().clusterBy(file -> "all").commit();

            assertThat(table.currentSnapshot().dataManifests(table.io())).hasSize(1);
            assertThat(found(table, Expressions.in("sampleid", "a", "b"))).containsExactlyInAnyOrder("a", "b");
            assertThat(found(
                            table,
                            Expressions.in(
                                    "sampleid",
                                    IntStream.range(0, 1000)
                                            .mapToObj(number -> number == 0 ? "a" : "s" + number)
                                            .toArray())))
                    .containsExactly("a");
            assertThat(found(table, Expressions.notIn("sampleid", "a", "b"))).containsExactly("null");
            assertThat(found(table, Expressions.notEqual("sampleid", "a"))).containsExactlyInAnyOrder("b", "null");
            assertThat(found(table, Expressions.isNull("sampleid"))).containsExactly("null");
            assertThat(found(table, Expressions.notNull("sampleid"))).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static List<String> found(Table table, Expression filter) throws Exception {
        List<String> samples = new ArrayList<>();
        try (CloseableIterable<FileScanTask> files =
                table.newScan().filter(filter).planFiles()) {
            files.forEach(
                    file -> samples.add(String.valueOf(file.file().partition().get(0, String.class))));
        }
        return samples;
    }
}
