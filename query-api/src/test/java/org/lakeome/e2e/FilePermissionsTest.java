package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.example.ExampleData;

/** Whatever a run leaves in the data folder is for its owner alone. */
class FilePermissionsTest {

    @TempDir
    Path folder;

    @Test
    void filesAndFoldersOfEveryPartAreForTheOwnerOnly() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        Jobs jobs = new Jobs(lakeome, "modes");
        jobs.store("modes");
        jobs.await(jobs.start(
                "modes", List.of(jobs.upload(ExampleData.write(folder, 0).cohort()))));
        try (Connection connection = lakeome.connect("modes")) {
            assertThat(RunningLakeome.rows(connection, "SELECT count(*) FROM modes"))
                    .hasSize(1);
        }

        Path data = lakeome.data();
        for (String part :
                List.of("db", "warehouse", "s3", "log", "run", "secrets", "trino", "ingest", "credentials")) {
            assertThat(data.resolve(part)).exists();
        }
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file))
                            .filter(FilePermissionsTest::isOpen)
                            .map(file -> mode(file) + " " + data.relativize(file)))
                    .isEmpty();
        }
        jobs.drop("modes");
    }

    /** The certificate is for everybody, which the folder that it lies in denies. */
    private static boolean isOpen(Path file) {
        return !mode(file).endsWith("------") && !file.endsWith("secrets/trino.pem");
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            // Working files come and go.
            return "gone------";
        }
    }
}
