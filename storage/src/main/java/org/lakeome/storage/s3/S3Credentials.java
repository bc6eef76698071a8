package org.lakeome.storage.s3;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.error.ApiError;

/**
 * The keys of an outside S3 in a file that only the server's user may read: {@code service.key} and {@code service.secret} for the
 * service's bucket, perhaps {@code reader.key} and {@code reader.secret} that may only read it, and {@code <account id>.key} and {@code <account id>.secret} for each account. It is read again for every
 * question, so that a key is added or changed without a restart.
 */
public record S3Credentials(Path file) {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** One key of the outside S3. */
    public record Pair(String accessKey, Secret secretKey) {}

    Optional<Pair> of(AccountId account) {
        return pair(account.value());
    }

    Optional<Pair> service() {
        return pair("service");
    }

    /** One that may only read the service's bucket, if the operator made one. */
    Optional<Pair> reader() {
        return pair("reader");
    }

    private Optional<Pair> pair(String holder) {
        Properties lines = read();
        String key = lines.getProperty(holder + ".key");
        String secret = lines.getProperty(holder + ".secret");
        return key == null || secret == null ? Optional.empty() : Optional.of(new Pair(key, Secret.of(secret)));
    }

    private Properties read() {
        Properties lines = new Properties();
        if (!Files.exists(file)) {
            return lines;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new ApiError.Invalid(
                        file + " holds secrets and others may read or write it; run: chmod 600 " + file);
            }
            lines.load(reader);
            return lines;
        } catch (IOException e) {
            throw new ApiError.Invalid("The S3 credentials cannot be read from " + file + ": " + e.getMessage());
        }
    }
}
