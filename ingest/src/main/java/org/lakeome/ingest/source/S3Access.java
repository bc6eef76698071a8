package org.lakeome.ingest.source;

import java.io.Serializable;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** An S3 endpoint and a key for it. Travels to Spark executors, hence not a {@code Secret}; its text form hides the secret. */
public record S3Access(String endpoint, String region, String accessKey, String secretKey, SourceLimits limits)
        implements Serializable {
    private static final int MOST_SHARED = 8;
    /** A silent connection is given up this many times before its source is, as another may be better. */
    private static final int SILENCES = 4;

    public S3Access(String endpoint, String region, String accessKey, String secretKey) {
        this(endpoint, region, accessKey, secretKey, SourceLimits.DEFAULT);
    }

    /** Java's own HTTP client loses its way among many uploads that ask first whether they may come. */
    private static final class WithoutExpect implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }

    /** One for all clients, each of which would start threads of its own. */
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "s3 timeouts");
        thread.setDaemon(true);
        return thread;
    });

    private static final Map<S3Access, S3Client> SHARED = new LinkedHashMap<>(16, 0.75f, true) {
        /** Not closed, as it may be in use; it holds neither thread nor connection of its own. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<S3Access, S3Client> eldest) {
            return size() > MOST_SHARED;
        }
    };

    /**
     * This process' one client for reading by this access, not to be closed: a job of a thousand objects must not make a thousand. It
     * asks once, as {@link S3Patience} asks again.
     */
    S3Client sharedClient() {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(this, S3Access::reader);
        }
    }

    private S3Client reader() {
        return builder()
                .overrideConfiguration(override -> override.addExecutionInterceptor(new WithoutExpect())
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(limits.stall())
                        .scheduledExecutorService(TIMER))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .socketTimeout(limits.stall().dividedBy(SILENCES)))
                .build();
    }

    /** A new client, for the caller to close; it keeps to the given endpoint and takes no credentials from elsewhere. */
    public S3Client client() {
        return builder()
                .overrideConfiguration(override -> override.addExecutionInterceptor(new WithoutExpect()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private S3ClientBuilder builder() {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }

    @Override
    public String toString() {
        return "S3Access[" + endpoint + ", " + region + ", " + accessKey + ", ***]";
    }
}
