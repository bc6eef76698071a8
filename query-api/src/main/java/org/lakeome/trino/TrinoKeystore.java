package org.lakeome.trino;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.lakeome.catalog.account.Secret;

/**
 * The self-signed key of Trino's HTTPS, made once by the JDK's keytool; clients trust {@link #certificate}.
 *
 * @param file PKCS #12, readable by its owner only
 * @param certificate the same certificate as PEM
 */
record TrinoKeystore(Path file, Path certificate) {
    private static final String ALIAS = "trino";

    static TrinoKeystore open(Path secretsFolder, Secret password) {
        TrinoKeystore keystore =
                new TrinoKeystore(secretsFolder.resolve("trino.p12"), secretsFolder.resolve("trino.pem"));
        try {
            if (!Files.exists(keystore.file)) {
                keystore.make(password);
            }
            keystore.exportCertificate(password);
            return keystore;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + keystore.file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("'" + keystore.file + "' cannot be read; remove it to get a new one.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran.", e);
        }
    }

    private void make(Secret password) throws IOException, InterruptedException {
        Path part = file.resolveSibling("trino.p12.part");
        Files.deleteIfExists(part);
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "3650",
                "-dname",
                "CN=localhost, O=Lakeome",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                part.toString(),
                // not on the command line, where every user of the machine can read it
                "-storepass:env",
                "LAKEOME_KEYSTORE_PASSWORD"));
        keytool.environment().put("LAKEOME_KEYSTORE_PASSWORD", password.reveal());
        Process process = keytool.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output.strip());
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        Files.move(part, file);
    }

    private void exportCertificate(Secret password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.reveal().toCharArray());
        }
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getCertificate(ALIAS).getEncoded());
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
