package org.lakeome.storage.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes S3 clients that fit both the embedded S3 and common outside ones: path style, no checksums that only AWS knows. */
public final class S3Clients {
    private S3Clients() {}

    /** The caller closes the client. */
    public static S3Client open(S3Connection connection) {
        return S3Client.builder()
                .endpointOverride(connection.endpoint())
                .region(Region.of(connection.region()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        connection.accessKey(), connection.secretKey().reveal())))
                .build();
    }
}
