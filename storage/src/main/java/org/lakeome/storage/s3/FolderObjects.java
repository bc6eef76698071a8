package org.lakeome.storage.s3;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Buckets as folders of files in which an object whose key ends in '/' is a file too: one inside of the folder of that name, under
 * {@link FolderName}. What s3proxy kept of such keys before, a mark on the folder itself, is read and deleted still.
 */
class FolderObjects extends ForwardingBlobStore {

    private final Path root;

    FolderObjects(Path root) {
        super(new FilesystemNio2BlobStore(root.toString()));
        this.root = root;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        PutObjectResponse response = super.putBlob(
                request.toBuilder().key(FolderName.file(request.key())).build(), body);
        unmark(request.bucket(), request.key());
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request.toBuilder()
                .sourceKey(stored(request.sourceBucket(), request.sourceKey()))
                .destinationKey(FolderName.file(request.destinationKey()))
                .build());
        unmark(request.destinationBucket(), request.destinationKey());
        return response;
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        return super.blobExists(bucket, stored(bucket, key));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return super.blobMetadata(
                request.toBuilder().key(stored(request.bucket(), request.key())).build());
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return super.getBlob(
                request.toBuilder().key(stored(request.bucket(), request.key())).build());
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        unmark(request.bucket(), request.key());
        return super.removeBlob(
                request.toBuilder().key(FolderName.file(request.key())).build());
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = super.list(request.toBuilder()
                .startAfter(FolderName.file(request.startAfter()))
                .continuationToken(FolderName.file(request.continuationToken()))
                .build());
        return page.toBuilder()
                .contents(page.contents().stream()
                        .map(object -> object.toBuilder()
                                .key(FolderName.key(object.key()))
                                .build())
                        .toList())
                .nextContinuationToken(FolderName.key(page.nextContinuationToken()))
                .build();
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        return super.getBlobAccess(bucket, stored(bucket, key));
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        return super.getBlobAcl(
                request.toBuilder().key(stored(request.bucket(), request.key())).build());
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        super.setBlobAccess(bucket, stored(bucket, key), access);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        return super.initiateMultipartUpload(
                request.toBuilder().key(FolderName.file(request.key())).build());
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(stored(upload));
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream body) {
        return super.uploadMultipartPart(
                stored(upload),
                request.toBuilder().key(FolderName.file(request.key())).build(),
                body);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return super.listMultipartUpload(stored(upload));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        MultipartUpload stored = stored(upload);
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(
                stored, request.toBuilder().key(stored.blobName()).build());
        String key = FolderName.key(stored.blobName());
        unmark(stored.containerName(), key);
        return response.toBuilder().key(key).build();
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        return super.listMultipartUploads(bucket).stream()
                .map(upload ->
                        upload.toBuilder().key(FolderName.key(upload.key())).build())
                .toList();
    }

    private static MultipartUpload stored(MultipartUpload upload) {
        CreateMultipartUploadRequest request = upload.request().toBuilder()
                .key(FolderName.file(upload.blobName()))
                .build();
        return new MultipartUpload(upload.id(), request, upload.response());
    }

    /** Where the object is: its file, or the key itself for a mark on a folder. */
    private String stored(String bucket, String key) {
        return isFolder(bucket, key) && !Files.exists(path(bucket, FolderName.file(key))) ? key : FolderName.file(key);
    }

    /** Takes the mark from the folder; with the folder, if that is empty. */
    private void unmark(String bucket, String key) {
        if (isFolder(bucket, key)) {
            super.removeBlob(
                    DeleteObjectRequest.builder().bucket(bucket).key(key).build());
        }
    }

    /** Not so for "x/" where there is an object "x": to the disk both are that file. */
    private boolean isFolder(String bucket, String key) {
        return key.endsWith("/") && FileKey.isBucket(bucket) && Files.isDirectory(path(bucket, key));
    }

    private Path path(String bucket, String name) {
        return root.resolve(bucket).resolve(name);
    }
}
