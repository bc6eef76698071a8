package org.lakeome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Brings local files into a bucket of one's own, so that a job can name them. */
final class Uploads {

    static final String BUCKET = "uploads";

    private final S3Client s3;
    private boolean bucketIsThere;

    Uploads(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * Copies {@code file} to {@code s3://uploads/<prefix>/<random>/<its name>} and returns that URI: no upload ever changes
     * what an earlier one brought, nor what a running job reads.
     */
    String put(Path file, String prefix) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(3, "%s is not a file".formatted(file));
        }
        makeBucket();
        String key = prefix + "/" + UUID.randomUUID().toString().substring(0, 8) + "/" + file.getFileName();
        s3.putObject(object -> object.bucket(BUCKET).key(key), RequestBody.fromFile(file));
        return "s3://" + BUCKET + "/" + key;
    }

    /**
     * Copies a Parquet file, a folder of them, or the whole folder of the Iceberg table whose metadata file is named, and
     * returns the URI of what was named.
     */
    String putTable(Path table, String prefix) throws IOException {
        if (Files.isRegularFile(table) && !table.toString().endsWith(".metadata.json")) {
            return put(table, prefix);
        }
        Path named = table.toAbsolutePath().normalize();
        Path folder =
                Files.isDirectory(named) ? named : named.resolveSibling("..").normalize();
        if (!Files.exists(named)) {
            throw new Failure(3, "%s is neither a file nor a folder".formatted(table));
        }
        makeBucket();
        String key = prefix + "/" + UUID.randomUUID().toString().substring(0, 8) + "/" + folder.getFileName() + "/";
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                s3.putObject(object -> object.bucket(BUCKET).key(key + name), RequestBody.fromFile(file));
            }
        }
        String ofNamed = folder.relativize(named).toString().replace('\\', '/');
        return "s3://" + BUCKET + "/" + key + ofNamed;
    }

    private void makeBucket() {
        if (bucketIsThere) {
            return;
        }
        try {
            s3.createBucket(bucket -> bucket.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            // A second command finds the bucket of the first.
        }
        bucketIsThere = true;
    }

    static String describe(Path file) throws IOException {
        return "%s (%,d bytes)".formatted(file.getFileName(), Files.size(file));
    }
}
