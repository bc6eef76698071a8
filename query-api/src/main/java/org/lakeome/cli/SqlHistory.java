package org.lakeome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file of earlier statements in the data folder, which nobody else may read: statements hold names and values. */
final class SqlHistory {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private SqlHistory() {}

    /** Empty where the folder or its disk does not allow it; statements are then kept for as long as the command runs. */
    static Optional<Path> in(Path data) {
        Path file = data.resolve("sql-history");
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
            }
            Files.setPosixFilePermissions(file, OWN);
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
