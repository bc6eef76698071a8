package org.lakeome.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.db.DatabaseConfig;

class SecretVaultTest {

    @TempDir
    Path folder;

    @Test
    void keyFileIsForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("secrets/vault.key");
        SecretVault.open(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void keyFileThatOthersCanReadIsRefused() throws IOException {
        Path file = folder.resolve("vault.key");
        SecretVault.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> SecretVault.open(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void sealedTextOpensAfterReopeningForItsPurposeAndContextOnly() throws Exception {
        Path file = folder.resolve("vault.key");
        String sealed = SecretVault.open(file).forPurpose("one").seal("text", "context");
        SecretVault again = SecretVault.open(file);

        assertThat(again.forPurpose("one").open(sealed, "context")).isEqualTo("text");
        assertThatThrownBy(() -> again.forPurpose("two").open(sealed, "context"))
                .isInstanceOf(SecretVault.NotSealedHere.class);
        assertThatThrownBy(() -> again.forPurpose("one").open(sealed, "other"))
                .isInstanceOf(SecretVault.NotSealedHere.class);
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        SecretVault vault = SecretVault.open(folder.resolve("vault.key"));
        String sealed = vault.seal("text", "context");
        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            // The last character carries bits that belong to no byte: a change of those alone is no change.
            if (!java.util.Arrays.equals(decoded(changed), decoded(sealed))) {
                assertThatThrownBy(() -> vault.open(changed, "context")).isInstanceOf(SecretVault.NotSealedHere.class);
            }
        }
    }

    @Test
    void secretsNeverPrint() {
        Secret secret = Secret.of("hunter2");
        AccessKey key = new AccessKey("LKID", new AccountId("123456789012"), secret);
        NewAccount made = new NewAccount(new Account(key.account(), new Alias("alice"), java.time.Instant.EPOCH), key);

        assertThat(secret + " " + key + " " + made + " " + new DatabaseConfig("jdbc:x", "user", "hunter2"))
                .doesNotContain("hunter2");
        assertThat(secret).isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
    }

    private static byte[] decoded(String sealed) {
        try {
            return java.util.Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
