package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;

/** How many data files the import of a wide file makes, where its rows do not fit into what may be held. */
class FileCountTest {
    private static final int SAMPLES = 150;
    private static final int RECORDS = 60;
    private static final int OPEN_FILES = 8;
    private static final int GROUP_RECORDS = 6;
    private static final int GROUPS = RECORDS / GROUP_RECORDS;
    private static final long MUCH = 1 << 26;

    @TempDir
    Path folder;

    private Path vcf;

    @BeforeEach
    void writeFile() throws IOException {
        StringBuilder text = new StringBuilder(
                "##fileformat=VCFv4.2\n##contig=<ID=chr1>\n"
                        + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
        for (int sample = 0; sample < SAMPLES; sample++) {
            text.append("\tS").append(sample);
        }
        for (int i = 1; i <= RECORDS; i++) {
            text.append("\nchr1\t").append(i).append("\t.\tG\tT\t.\t.\t.\tGT").append("\t0/1".repeat(SAMPLES));
        }
        vcf = Files.writeString(folder.resolve("wide.vcf"), text.append('\n').toString());
    }

    private static WriteLimits limits(long groupBytes) {
        return new WriteLimits(MUCH, MUCH, OPEN_FILES, GROUP_RECORDS, groupBytes);
    }

    @Test
    void sampleHasOneFileWhereEverythingCanBeHeld() throws IOException {
        Map<String, Integer> files = filesBySample(StoreTable::create, limits(MUCH));
        assertThat(files).hasSize(SAMPLES).allSatisfy((sample, count) -> assertThat(count)
                .isEqualTo(1));
    }

    /** Each flush but the last has more than {@code groupBytes} of encoded rows, and at least one row group. */
    @Test
    void sampleHasAFileForEachFlush() throws IOException {
        int oftenest = mostOfASample(1 << 17);
        int seldom = mostOfASample(1 << 19);

        assertThat(oftenest)
                .as(
                        "files of one sample: at most one for each of its %d row groups (%d records, groupRecords %d)",
                        GROUPS, RECORDS, GROUP_RECORDS)
                .isBetween(2, GROUPS);
        assertThat(seldom)
                .as("files of one sample where four times as much is held before a flush: %d before", oftenest)
                .isBetween(2, oftenest / 2);
    }

    private int mostOfASample(long groupBytes) throws IOException {
        Map<String, Integer> files = filesBySample(StoreTable::create, limits(groupBytes));
        assertThat(files).hasSize(SAMPLES);
        return Collections.max(files.values());
    }

    /** A band keeps its few files open, so nothing is held and nothing flushed. */
    @Test
    void sharedLayoutHasAFileForEvery64SamplesOfABandWhateverIsHeld() throws IOException {
        WriteLimits tiny = limits(1 << 17);
        int bands = tiny.bands(SAMPLES);
        assertThat(bands).isGreaterThan(1);
        int files = filesBySample(StoreTable::createShared, tiny).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(files)
                .as("files: %d bands of %d samples, 64 samples a file", bands, SAMPLES / bands)
                .isBetween(bands, bands * (((SAMPLES + bands - 1) / bands + 63) / 64));
    }

    /** Data files by the first sample that is in them. */
    private Map<String, Integer> filesBySample(Function<Path, Table> layout, WriteLimits limits) throws IOException {
        Table table = layout.apply(Files.createTempDirectory(folder, "warehouse"));
        List<ItemOutcome> outcomes = new VariantImport(
                        LocalSpark.context(), table, "job", 1, limits, ImportOptions.DEFAULT)
                .run(List.of(vcf.toString()), source -> LocalFile.of(Path.of(source)), outcome -> {});
        assertThat(outcomes).allMatch(ItemOutcome::completed);
        table.refresh();
        Map<String, Integer> files = new TreeMap<>();
        long rows = 0;
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                DataFile file = task.file();
                String name = file.location().substring(file.location().lastIndexOf('/') + 1);
                files.merge(name.split("-")[2], 1, Integer::sum);
                rows += file.recordCount();
            }
        }
        assertThat(rows).isEqualTo((long) SAMPLES * RECORDS);
        return files;
    }
}
