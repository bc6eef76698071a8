package org.lakeome.catalog.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The RSA key that signs every token of this server; made on first start, readable by the owner only. Immutable. */
public final class SigningKey {
    private static final int BITS = 2048;

    private final RSAPrivateCrtKey privateKey;
    private final RSAPublicKey publicKey;
    private final Path publicKeyFile;

    private SigningKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey, Path publicKeyFile) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.publicKeyFile = publicKeyFile;
    }

    /** Reads {@code token.key} of the folder, or makes it; {@code token.pub} beside it is for those who verify. */
    public static SigningKey open(Path secretsFolder) {
        Path file = secretsFolder.resolve("token.key");
        try {
            if (!Files.exists(file)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                KeyPair pair = generator.generateKeyPair();
                write(file, pem("PRIVATE KEY", pair.getPrivate()));
            }
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey privateKey = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(body(file)));
            BigInteger modulus = privateKey.getModulus();
            RSAPublicKey publicKey =
                    (RSAPublicKey) rsa.generatePublic(new RSAPublicKeySpec(modulus, privateKey.getPublicExponent()));
            Path publicKeyFile = secretsFolder.resolve("token.pub");
            write(publicKeyFile, pem("PUBLIC KEY", publicKey));
            return new SigningKey(privateKey, publicKey, publicKeyFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write the token key in " + secretsFolder, e);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalStateException(
                    "'" + file + "' holds no RSA key in PKCS #8 PEM form; restore it, or remove it to get a new one"
                            + " (all tokens end).",
                    e);
        }
    }

    /** PEM file of the public key. */
    public Path publicKeyFile() {
        return publicKeyFile;
    }

    RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    RSAPublicKey publicKey() {
        return publicKey;
    }

    private static byte[] body(Path file) throws IOException {
        StringBuilder base64 = new StringBuilder();
        Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("-----"))
                .forEach(base64::append);
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static String pem(String kind, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    // via a second file, so that a crash leaves the whole key or none
    private static void write(Path file, String text) throws IOException {
        Path part = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, text.getBytes(StandardCharsets.US_ASCII));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
