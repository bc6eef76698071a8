package org.lakeome.trino;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.lakeome.catalog.account.Secret;

/**
 * What Trino and the server prove themselves to each other with; random, made on first start. Immutable.
 *
 * @param client Trino's secret at the token endpoint
 * @param rules the part of the rules' path that nobody can guess
 * @param internal what Trino's nodes share
 * @param keystore password of the key file of Trino's HTTPS
 */
public record TrinoSecrets(Secret client, Secret rules, Secret internal, Secret keystore) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads {@code trino.properties} of the folder, or makes it, readable by its owner only. */
    public static TrinoSecrets open(Path secretsFolder) {
        Path file = secretsFolder.resolve("trino.properties");
        Properties values = new Properties();
        try {
            if (!Files.exists(file)) {
                List.of("client", "rules", "internal", "keystore").forEach(name -> values.setProperty(name, random()));
                write(file, values);
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
        return new TrinoSecrets(
                secret(file, values, "client"),
                secret(file, values, "rules"),
                secret(file, values, "internal"),
                secret(file, values, "keystore"));
    }

    private static Secret secret(Path file, Properties values, String name) {
        String value = values.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    "'" + file + "' has no '" + name + "'; remove the file to get new secrets.");
        }
        return Secret.of(value);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void write(Path file, Properties values) throws IOException {
        Path part = Files.createTempFile(
                file.getParent(),
                "trino",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(part)) {
            values.store(writer, null);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
