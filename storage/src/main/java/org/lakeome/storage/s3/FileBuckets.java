package org.lakeome.storage.s3;

import java.io.InputStream;
import java.nio.file.Path;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The buckets of one account as folders of files: nothing is written under a name that another key has. */
final class FileBuckets extends FolderObjects {

    private final Path root;

    FileBuckets(Path root) {
        super(root);
        this.root = root;
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        FileKey.requireBucket(request.bucket());
        return super.createContainer(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        requireFree(request.bucket(), request.key());
        requireNoOtherKeys(
                request.serverSideEncryption(), request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        return super.putBlob(
                request.toBuilder().serverSideEncryption((String) null).build(), body);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireFound(request.sourceBucket(), request.sourceKey());
        requireFree(request.destinationBucket(), request.destinationKey());
        requireNoOtherKeys(
                request.serverSideEncryption(), request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        return super.copyBlob(
                request.toBuilder().serverSideEncryption((String) null).build());
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        FileKey.requireForParts(request.key());
        requireFree(request.bucket(), request.key());
        requireNoOtherKeys(
                request.serverSideEncryption(), request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        return super.initiateMultipartUpload(
                request.toBuilder().serverSideEncryption((String) null).build());
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        requireFree(upload.containerName(), upload.blobName());
        return super.completeMultipartUpload(upload, request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        requireFound(request.bucket(), request.key());
        return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        requireFound(request.bucket(), request.key());
        return super.getBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        FileKey.require(request.key());
        return isBelowObject(request.bucket(), request.key())
                ? DeleteObjectResponse.builder().build()
                : super.removeBlob(request);
    }

    /** With the keys of S3 itself, which clients ask for by habit: the files are as safe as the data folder is. */
    @Override
    public boolean supportsServerSideEncryption() {
        return true;
    }

    private static void requireNoOtherKeys(ServerSideEncryption known, String asSent, String customer) {
        if (customer != null || (asSent != null && known != ServerSideEncryption.AES256)) {
            throw new S3ProxyException(
                    S3ErrorCode.NOT_IMPLEMENTED,
                    "Objects are not encrypted here with keys of KMS or of the client; leave that out, or take AES256.");
        }
    }

    private void requireFound(String bucket, String key) {
        FileKey.require(key);
        if (isBelowObject(bucket, key)) {
            throw new S3ProxyException(S3ErrorCode.NO_SUCH_KEY);
        }
    }

    private boolean isBelowObject(String bucket, String key) {
        return FileKey.isBucket(bucket)
                && FileKey.objectAbove(root.resolve(bucket), key).isPresent();
    }

    private void requireFree(String bucket, String key) {
        FileKey.requireFree(root.resolve(bucket), key);
    }
}
