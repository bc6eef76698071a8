package org.lakeome.ingest.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes an object of unknown length, holding one part in memory; nothing is there until {@link #finish}. For one thread. */
final class ObjectUpload implements AutoCloseable {
    private final S3Client client;
    private final String bucket;
    private final String key;
    private final byte[] part;
    private int filled;
    private String uploadId = "";
    private final List<CompletedPart> parts = new ArrayList<>();
    private boolean finished;

    ObjectUpload(S3Client client, String bucket, String key, int partBytes) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.part = new byte[partBytes];
    }

    void write(byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; ) {
            if (filled == part.length) {
                sendPart();
            }
            int taken = Math.min(length - at, part.length - filled);
            System.arraycopy(bytes, at, part, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    void finish() throws IOException {
        try {
            if (uploadId.isEmpty()) {
                client.putObject(request -> request.bucket(bucket).key(key), body());
            } else {
                sendPart();
                client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts)));
            }
            finished = true;
        } catch (SdkException e) {
            throw new IOException("The reference could not be stored: " + e.getMessage(), e);
        }
    }

    private void sendPart() throws IOException {
        try {
            if (uploadId.isEmpty()) {
                uploadId = client.createMultipartUpload(
                                request -> request.bucket(bucket).key(key))
                        .uploadId();
            }
            int number = parts.size() + 1;
            String etag = client.uploadPart(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .uploadId(uploadId)
                                    .partNumber(number),
                            body())
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            filled = 0;
        } catch (SdkException e) {
            throw new IOException("The reference could not be stored: " + e.getMessage(), e);
        }
    }

    private RequestBody body() {
        return RequestBody.fromByteBuffer(ByteBuffer.wrap(part, 0, filled));
    }

    /** Gives up what was not finished. */
    @Override
    public void close() {
        if (!finished && !uploadId.isEmpty()) {
            try {
                client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(uploadId));
            } catch (SdkException e) {
                // The store's sweep of unfinished uploads takes it.
            }
        }
    }
}
