package org.lakeome.api.wire;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lakeome.catalog.access.Caller;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.omics.model.OmicsRequest;
import software.amazon.awssdk.services.omics.model.OmicsResponse;

/**
 * The operations that this server offers, each under the SDK's request class. A handler gets a request that satisfies every constraint of the contract.
 *
 * <pre>operations.on(GetVariantStoreRequest.class, (caller, request) -&gt; GetVariantStoreResponse.builder()...build());</pre>
 */
public final class Operations {

    /** Does one operation for the account that signed the request, or throws an {@code ApiError}. */
    @FunctionalInterface
    public interface Handler<Q extends OmicsRequest> {
        OmicsResponse handle(Caller.User caller, Q request);
    }

    /** Does one operation whose response is a stream of bytes. */
    @FunctionalInterface
    public interface DownloadHandler<Q extends OmicsRequest> {
        Download handle(Caller.User caller, Q request);
    }

    /**
     * The payload of a streaming response; the server closes it.
     *
     * @param length in bytes
     */
    public record Download(InputStream content, long length) {}

    sealed interface Registered {
        record Json(Class<?> request, Handler<OmicsRequest> handler) implements Registered {}

        record Stream(Class<?> request, DownloadHandler<OmicsRequest> handler) implements Registered {}

        Class<?> request();
    }

    private final Contract contract = Contract.load();
    private final Map<String, Registered> byName = new ConcurrentHashMap<>();

    /** Offers the operation whose request class this is; its response class must be of the same operation. */
    @SuppressWarnings("unchecked")
    public <Q extends OmicsRequest> Operations on(Class<Q> request, Handler<Q> handler) {
        return register(request, new Registered.Json(request, (Handler<OmicsRequest>) handler));
    }

    /** Offers an operation with a streaming response. */
    @SuppressWarnings("unchecked")
    public <Q extends OmicsRequest> Operations onDownload(Class<Q> request, DownloadHandler<Q> handler) {
        return register(request, new Registered.Stream(request, (DownloadHandler<OmicsRequest>) handler));
    }

    Contract contract() {
        return contract;
    }

    Optional<Registered> find(String operation) {
        return Optional.ofNullable(byName.get(operation));
    }

    /** A new, empty builder of the registered request class. */
    static SdkPojo builder(Registered registered) {
        try {
            return (SdkPojo) registered.request().getMethod("builder").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(registered.request() + " has no builder()", e);
        }
    }

    private Operations register(Class<?> request, Registered registered) {
        String name = request.getSimpleName().replaceFirst("Request$", "");
        if (contract.operation(name).isEmpty()) {
            throw new IllegalArgumentException(name + " is not an operation of the contract");
        }
        if (byName.putIfAbsent(name, registered) != null) {
            throw new IllegalArgumentException(name + " has two handlers");
        }
        return this;
    }
}
