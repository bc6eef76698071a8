package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.auth.SignedCalls;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Received;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.UnknownOperation;
import org.lakeome.api.wire.Operations.Registered;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.services.omics.model.OmicsRequest;

/** The AWS HealthOmics wire API: takes every request that no other route took. */
public final class AwsApi implements Routes {

    private final Operations operations;
    private final SigV4Verifier verifier;
    private final Router router;
    private final RequestReader reader;
    private final SignedCalls calls;
    private final OtherServices others;

    public AwsApi(Operations operations, SigV4Verifier verifier, SignedCalls calls) {
        this.operations = operations;
        this.verifier = verifier;
        this.calls = calls;
        this.others = new OtherServices(verifier);
        this.router = new Router(operations.contract().operations());
        this.reader = new RequestReader(operations.contract());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        Stream.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
                .map(HandlerType::findOrCreate)
                .forEach(method -> routes.addHttpHandler(method, "*", this::handle));
    }

    private void handle(Context http) {
        ReceivedRequest request = Received.of(http);
        Optional<String> other = verifier.otherService(request);
        if (other.isPresent()) {
            others.answer(http, request, other.get());
            return;
        }
        Optional<Router.Route> found = router.route(request.method(), request.rawPath());
        if (found.isEmpty() && !verifier.claimsSignature(request)) {
            throw unknown(request);
        }
        Caller.User caller = verifier.verify(
                request, found.map(route -> route.operation().unsignedBody()).orElse(false));
        Router.Route route = found.orElseThrow(() -> unknown(request));
        OperationModel operation = route.operation();
        OperationName.set(http, operation.name());
        Registered registered = operations
                .find(operation.name())
                .orElseThrow(() -> new ApiError.NotSupported("Lakeome does not offer " + operation.name() + " yet."));
        ObjectNode input = reader.read(route, request);
        OmicsRequest built =
                OwnHeaders.with(request, (OmicsRequest) SdkObjects.build(Operations.builder(registered), input));
        switch (registered) {
            case Registered.Json json -> {
                Supplier<String> work =
                        () -> ResponseWriter.body(operation, json.handler().handle(caller, built));
                ResponseWriter.write(
                        http,
                        operation,
                        operation.readOnly()
                                ? work.get()
                                : calls.once(request, caller, repeat(operation, input), work));
            }
            case Registered.Stream stream ->
                ResponseWriter.write(http, operation, stream.handler().handle(caller, built));
        }
    }

    /** Of a create without a name each makes one more thing, as each start does. */
    private static Repeat repeat(OperationModel operation, ObjectNode input) {
        boolean unnamed = operation.name().matches("Create[A-Za-z]*Store") && !input.has("name");
        return unnamed || operation.name().startsWith("Start") ? Repeat.ONE_MORE : Repeat.STATE;
    }

    private UnknownOperation unknown(ReceivedRequest request) {
        return new UnknownOperation(request.method(), request.rawPath(), router.methods(request.rawPath()));
    }
}
