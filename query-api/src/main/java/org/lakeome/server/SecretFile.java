package org.lakeome.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.lakeome.catalog.account.Secret;

/** A random secret of 256 bits in a file that only its owner can read; made on first use. */
final class SecretFile {

    private SecretFile() {}

    static Secret open(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Path made = Files.createTempFile(
                    folder,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(made, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
            Files.move(made, file);
        }
        return Secret.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }
}
