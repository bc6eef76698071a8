package org.lakeome.ingest.source;

import java.io.Serializable;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 endpoint and a key for it. Travels to Spark executors, hence not a {@code Secret}; its text form hides the secret. */
public record S3Access(String endpoint, String region, String accessKey, String secretKey) implements Serializable {
    private static final int MOST_SHARED = 8;

    /** Java's own HTTP client loses its way among many uploads that ask first whether they may come. */
    private static final class WithoutExpect implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }

    private static final Map<S3Access, S3Client> SHARED = new LinkedHashMap<>(16, 0.75f, true) {
        /** Not closed, as it may be in use; it holds neither thread nor connection of its own. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<S3Access, S3Client> eldest) {
            return size() > MOST_SHARED;
        }
    };

    /** This process' one client for this access, not to be closed: a job of a thousand objects must not make a thousand. */
    S3Client sharedClient() {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(this, S3Access::client);
        }
    }

    /** A new client, for the caller to close; it keeps to the given endpoint and takes no credentials from elsewhere. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true)
                .overrideConfiguration(override -> override.addExecutionInterceptor(new WithoutExpect()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public String toString() {
        return "S3Access[" + endpoint + ", " + region + ", " + accessKey + ", ***]";
    }
}
