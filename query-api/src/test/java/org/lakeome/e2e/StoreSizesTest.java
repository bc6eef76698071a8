package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.VersionStatus;

/** The bytes of annotation stores and their versions, against the files that Trino knows and the warehouse holds. */
class StoreSizesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RunningLakeome lakeome;
    private final OmicsClient omics;
    private final Jobs jobs;

    StoreSizesTest() throws IOException {
        lakeome = RunningLakeome.get();
        omics = lakeome.omics("simon");
        jobs = new Jobs(lakeome, "simon");
    }

    @Test
    void sizesAreThoseOfTheFilesAfterEachImportAndEachDelete() throws Exception {
        omics.createAnnotationStore(
                create -> create.name("sized").versionName("one").storeFormat(StoreFormat.GFF));
        jobs.awaitAnnotationStore("sized");
        omics.createAnnotationStoreVersion(create -> create.name("sized").versionName("two"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> omics.getAnnotationStoreVersion(
                                        get -> get.name("sized").versionName("two"))
                                .status(),
                        VersionStatus.ACTIVE::equals);
        assertThat(storeSize()).isZero();
        annotate("one", 10);
        assertThat(versionSize("two")).isZero();
        annotate("two", 500);
        annotate("two", 2_000);
        Path first;
        Path second;
        try (Connection connection = lakeome.connect("simon")) {
            long one = filesOf(connection, "sized__one");
            long two = filesOf(connection, "sized__two");
            assertThat(one).isPositive();
            assertThat(two).isGreaterThan(one);
            assertThat(versionSize("one")).isEqualTo(one);
            assertThat(versionSize("two")).isEqualTo(two);
            assertThat(storeSize()).isEqualTo(one + two);
            assertThat(omics.listAnnotationStores(all -> {}).annotationStores())
                    .extracting(store -> store.storeSizeBytes())
                    .containsExactly(one + two);
            assertThat(omics.listAnnotationStoreVersions(list -> list.name("sized"))
                            .annotationStoreVersions())
                    .extracting(version -> version.versionSizeBytes())
                    .containsExactly(one, two);
            first = folderOf(connection, "sized__one");
            second = folderOf(connection, "sized__two");
            assertThat(dataBytes(first)).isEqualTo(one);
            assertThat(dataBytes(second)).isEqualTo(two);
        }
        long two = versionSize("two");

        assertThat(omics.deleteAnnotationStoreVersions(
                                delete -> delete.name("sized").versions("one"))
                        .errors())
                .isEmpty();

        Jobs.waiter(omics)
                .waitUntilAnnotationStoreVersionDeleted(get -> get.name("sized").versionName("one"));
        assertThat(files(first)).isEmpty();
        assertThat(storeSize()).isEqualTo(two).isEqualTo(dataBytes(second));

        omics.deleteAnnotationStore(delete -> delete.name("sized").force(true));

        Awaitility.await().atMost(PATIENCE).until(this::isGone);
        assertThat(files(second)).isEmpty();
        assertThat(files(lakeome.data().resolve("warehouse").resolve(lakeome.account("simon"))))
                .isEmpty();
    }

    private void annotate(String version, int features) {
        StringBuilder text = new StringBuilder("##gff-version 3\n");
        for (int i = 1; i <= features; i++) {
            text.append("chr1\tours\tgene\t%d\t%d\t.\t+\t.\tID=gene%d\n".formatted(i * 10, i * 10 + 5, i * 7_919));
        }
        GetAnnotationImportJobResponse job = jobs.annotate(
                "sized",
                jobs.upload("features-" + features + ".gff3", text.toString().getBytes(StandardCharsets.UTF_8)),
                start -> start.versionName(version));
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
    }

    private long storeSize() {
        return omics.getAnnotationStore(get -> get.name("sized")).storeSizeBytes();
    }

    private long versionSize(String version) {
        return omics.getAnnotationStoreVersion(get -> get.name("sized").versionName(version))
                .versionSizeBytes();
    }

    private boolean isGone() {
        try {
            omics.getAnnotationStore(get -> get.name("sized"));
            return false;
        } catch (ResourceNotFoundException e) {
            return true;
        }
    }

    private static long filesOf(Connection connection, String table) throws Exception {
        return (Long) RunningLakeome.rows(connection, "SELECT sum(file_size_in_bytes) FROM \"" + table + "$files\"")
                .getFirst()
                .getFirst();
    }

    private static Path folderOf(Connection connection, String table) throws Exception {
        String file = (String) RunningLakeome.rows(connection, "SELECT file_path FROM \"" + table + "$files\" LIMIT 1")
                .getFirst()
                .getFirst();
        return Path.of(file.substring(0, file.indexOf("/data/")).replaceFirst("^file:/+", "/"));
    }

    private static long dataBytes(Path table) throws IOException {
        long bytes = 0;
        for (Path file : files(table.resolve("data"))) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
