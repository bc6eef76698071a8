package org.lakeome.catalog.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small texts with AES-256-GCM under a key that lies in one file readable by its owner only. Every purpose has a
 * key of its own, derived from the file's. Thread-safe.
 */
public final class SecretVault {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    private SecretVault(SecretKey key) {
        this.key = key;
    }

    /** Reads the key file, or makes it (mode 0600, its folder 0700) where there is none yet. */
    public static SecretVault open(Path keyFile) {
        try {
            if (Files.notExists(keyFile)) {
                create(keyFile);
            }
            var shared = Set.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
            if (Files.getPosixFilePermissions(keyFile).stream().anyMatch(shared::contains)) {
                throw new IllegalStateException(
                        "The key file " + keyFile + " can be used by others than its owner; run: chmod 600 " + keyFile);
            }
            byte[] bytes = Files.readAllBytes(keyFile);
            if (bytes.length != KEY_BYTES) {
                throw new IllegalStateException("The key file " + keyFile + " holds " + bytes.length + " bytes and not "
                        + KEY_BYTES + "; put it back from a backup");
            }
            return new SecretVault(new SecretKeySpec(bytes, "AES"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open the key file " + keyFile, e);
        }
    }

    private static void create(Path keyFile) throws IOException {
        Path folder = keyFile.toAbsolutePath().getParent();
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        Path whole = Files.createTempFile(
                folder,
                "vault",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(whole, bytes, StandardOpenOption.SYNC);
            // A link, unlike a move, never replaces the key that another process made meanwhile.
            Files.createLink(keyFile, whole);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** A vault whose texts cannot be opened by this one, nor by that of another purpose. */
    public SecretVault forPurpose(String purpose) {
        try {
            HKDFParameterSpec derivation = HKDFParameterSpec.ofExtract()
                    .addIKM(key)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            return new SecretVault(KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks HKDF-SHA256", e);
        }
    }

    /** Seals a text so that it opens only together with the same context. */
    public String seal(String text, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES-GCM", e);
        }
    }

    /** Opens what {@link #seal} made. */
    public String open(String sealed, String context) throws NotSealedHere {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed);
            if (whole.length < NONCE_BYTES) {
                throw new NotSealedHere(null);
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotSealedHere(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The text was not sealed by this vault for this context, or was changed since. */
    public static final class NotSealedHere extends Exception {
        NotSealedHere(Throwable cause) {
            super("The text was not sealed under this key for this use", cause);
        }
    }
}
