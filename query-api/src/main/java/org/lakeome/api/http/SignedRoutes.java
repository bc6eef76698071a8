package org.lakeome.api.http;

import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Function;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.auth.SignedCalls;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.call.Repeat;

/** Answers signed requests on the routes that AWS does not have; a recording of one is answered with nothing new. Thread-safe. */
public final class SignedRoutes {

    /** @param keyId the access key that the request was signed with */
    public record Signed(Caller.User caller, String keyId) {}

    private final SigV4Verifier verifier;
    private final SignedCalls calls;

    public SignedRoutes(SigV4Verifier verifier, SignedCalls calls) {
        this.verifier = verifier;
        this.calls = calls;
    }

    /** @param work what it returns is answered as JSON */
    public void answer(Context http, Repeat repeat, Function<Signed, Map<String, ?>> work) {
        ReceivedRequest request = Received.of(http);
        Caller.User caller = verifier.verify(request, false);
        Signed signed = new Signed(caller, verifier.keyId(request));
        String answer = calls.once(
                request, caller, repeat, () -> http.jsonMapper().toJsonString(work.apply(signed), Map.class));
        http.contentType("application/json").result(answer);
    }
}
