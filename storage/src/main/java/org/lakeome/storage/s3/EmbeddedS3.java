package org.lakeome.storage.s3;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;

/**
 * The S3 that comes with the server: s3proxy in this JVM on a loopback port, objects as files under
 * {@code <folder>/<account>/<bucket>/...}. Each account reaches its own buckets with its own API keys. Thread-safe.
 */
public final class EmbeddedS3 implements ObjectAccess, AutoCloseable {
    private static final int THREADS = 64;
    private static final Duration FOR_GOOD = Duration.ofDays(365_000);

    private final S3Proxy server;
    private final String region;
    private final TemporaryKeys temporaryKeys;
    private final S3Connection service;

    private EmbeddedS3(S3Proxy server, String region, TemporaryKeys temporaryKeys) {
        this.server = server;
        this.region = region;
        this.temporaryKeys = temporaryKeys;
        this.service = connection(temporaryKeys.add(
                new TemporaryKeys.Scope.ServiceBucket(REFERENCE_BUCKET), "the server itself", FOR_GOOD));
    }

    /** What an operator may set; a port of 0 takes any free one. */
    public record Settings(int port, String region, BodyFloor floor) {}

    /**
     * Starts listening on 127.0.0.1.
     *
     * @param folder made if it is missing; needs a file system with user attributes (ext4, xfs, not NFS)
     * @param accountKeys finds an account's API key by its id
     */
    public static EmbeddedS3 start(
            Path folder, Settings settings, Function<String, Optional<AccessKey>> accountKeys, Clock clock) {
        TemporaryKeys temporaryKeys = new TemporaryKeys(clock);
        BucketsByKey buckets = new BucketsByKey(ownersOnly(folder), accountKeys, temporaryKeys);
        if (!buckets.serviceBuckets().containerExists(REFERENCE_BUCKET)) {
            buckets.serviceBuckets().createContainer(REFERENCE_BUCKET);
        }
        // s3proxy wants one identity of its own before a locator is set; nobody learns its secret.
        S3Proxy server = S3Proxy.builder()
                .blobStore(buckets.closed())
                .endpoint(URI.create("http://127.0.0.1:" + settings.port()))
                .awsAuthentication(
                        AuthenticationType.AWS_V4,
                        "nobody",
                        temporaryKeys.randomSecret().reveal())
                .jettyMaxThreads(THREADS)
                .build();
        server.setBlobStoreLocator(buckets);
        addFilter(server, new S3Gate(accountKeys, clock, settings.floor()));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The embedded S3 cannot listen on 127.0.0.1:" + settings.port() + ": choose another port for it",
                    e);
        }
        return new EmbeddedS3(server, settings.region(), temporaryKeys);
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public S3Connection readOnly(AccountId owner, String holder, Duration validFor) {
        return connection(temporaryKeys.add(new TemporaryKeys.Scope.ReadOnly(owner), holder, validFor));
    }

    @Override
    public S3Connection referenceWriter(Set<String> keyPrefixes, String holder, Duration validFor) {
        if (keyPrefixes.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A writer of references needs key prefixes of its own");
        }
        return connection(temporaryKeys.add(
                new TemporaryKeys.Scope.ServicePrefixes(REFERENCE_BUCKET, Set.copyOf(keyPrefixes)), holder, validFor));
    }

    @Override
    public S3Connection referenceReader(String keyPrefix, String holder, Duration validFor) {
        if (keyPrefix.isEmpty()) {
            throw new IllegalArgumentException("A reader of references needs a key prefix");
        }
        return connection(temporaryKeys.add(
                new TemporaryKeys.Scope.ServiceReading(REFERENCE_BUCKET, keyPrefix), holder, validFor));
    }

    @Override
    public S3Connection service() {
        return service;
    }

    @Override
    public void revoke(String holder) {
        temporaryKeys.revoke(holder);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** s3proxy brings a Jetty under names of its own and lets nobody before it; the servlet API is the common one. */
    private static void addFilter(S3Proxy proxy, Filter filter) {
        try {
            Field field = S3Proxy.class.getDeclaredField("server");
            field.setAccessible(true);
            Object server = field.get(proxy);
            Object graceful = server.getClass().getMethod("getHandler").invoke(server);
            Object handler = graceful.getClass().getMethod("getHandler").invoke(graceful);
            ServletContext context = (ServletContext)
                    handler.getClass().getMethod("getServletContext").invoke(handler);
            context.addFilter("gate", filter).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this s3proxy is not built as 4.1.0 is", e);
        }
    }

    /** Other users of the machine have no business in anybody's genomes. */
    private static Path ownersOnly(Path folder) {
        try {
            Path made = Files.createDirectories(folder.toAbsolutePath().normalize());
            return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the embedded S3 cannot be made: " + folder, e);
        }
    }

    private S3Connection connection(TemporaryKeys.Key key) {
        return new S3Connection(endpoint(), region, key.keyId(), key.secret());
    }
}
