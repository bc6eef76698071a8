package org.lakeome.storage.s3;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The rules that names keep where objects are files: what S3 would take and a disk cannot hold is refused with the reason. */
final class FileKey {

    /** As AWS HealthOmics' model has the buckets of its URIs: no import could name another. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final int LONGEST = 1024;
    private static final int LONGEST_FOLDER = 254;

    /** A file is written under its name with a dash and a UUID behind it. */
    private static final int LONGEST_FILE = 255 - 37;

    private FileKey() {}

    static void requireBucket(String name) {
        if (!isBucket(name)) {
            throw new S3ProxyException(
                    S3ErrorCode.INVALID_BUCKET_NAME,
                    "No import could name the bucket '%s': a name has 3 to 63 of the characters a-z, 0-9, '.' and '-', and begins and ends with a letter or digit."
                            .formatted(name));
        }
    }

    /** Not ".." for instance, which is no bucket and a folder all the same. */
    static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    /** @throws S3Exception with status 400 unless the key is the name of one file and of no other key's */
    static void require(String key) {
        require(key, 0, 0);
    }

    /** As {@link #require(String)}, for an upload in parts, whose files are named after the key with more before and behind it. */
    static void requireForParts(String key) {
        require(key, ".mpus--".length() + 36, "-10000".length());
    }

    private static void require(String key, int before, int behind) {
        if (bytes(key) > LONGEST) {
            throw tooLong("Your key is too long: it has %d bytes, and %d are allowed.".formatted(bytes(key), LONGEST));
        }
        String[] parts = key.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean folder = i > 0 && i == parts.length - 1;
            if (part.isEmpty() && !folder) {
                throw invalid(
                        "The key '%s' cannot be kept: objects are files here, and a file has no empty name before or between slashes."
                                .formatted(key));
            }
            if (part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw invalid(
                        "The key '%s' cannot be kept: objects are files here, and no file is named '.', '..' or with a NUL character."
                                .formatted(key));
            }
            if (part.equals(FolderName.NAME)) {
                throw invalid(
                        "The key '%s' cannot be kept: objects are files here, and the name of the one character U+0001 is taken for 'folder/'."
                                .formatted(key));
            }
            int longest = (i == parts.length - 1 ? LONGEST_FILE - behind : LONGEST_FOLDER) - (i == 0 ? before : 0);
            if (bytes(part) > longest) {
                throw tooLong(
                        "Your key is too long: objects are files here, so its part '%s...' between slashes may have %d bytes, not %d."
                                .formatted(part.substring(0, 20), longest, bytes(part)));
            }
        }
    }

    /** As {@link #require(String)}, for a key that is about to be written below the bucket's folder. */
    static void requireFree(Path bucket, String key) {
        require(key);
        objectAbove(bucket, key).ifPresent(above -> {
            throw invalid("The key '%s' cannot be kept: an object '%s' is in the way, and objects are files here."
                    .formatted(key, above));
        });
        if (!key.endsWith("/") && Files.isDirectory(bucket.resolve(key))) {
            throw invalid("The key '%s' cannot be kept: objects under '%s/' are in the way, and objects are files here."
                    .formatted(key, key));
        }
    }

    /** The object below whose name the key lies, as "x" for "x/y": while it is there, nothing has that key. */
    static Optional<String> objectAbove(Path bucket, String key) {
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            String above = key.substring(0, slash);
            if (Files.isRegularFile(bucket.resolve(above))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** @param message may hold a key with control characters, which XML cannot hold */
    private static S3Exception invalid(String message) {
        return new S3ProxyException(S3ErrorCode.INVALID_REQUEST, message.replaceAll("\\p{Cntrl}", "?"));
    }

    private static S3Exception tooLong(String message) {
        return (S3Exception) S3Exception.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("KeyTooLongError")
                        .errorMessage(message)
                        .build())
                .message(message)
                .build();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
