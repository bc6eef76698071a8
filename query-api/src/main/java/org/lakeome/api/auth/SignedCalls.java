package org.lakeome.api.auth;

import java.util.List;
import java.util.function.Supplier;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.call.Calls;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.call.SignatureUsed;
import org.lakeome.catalog.call.SignedCall;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.utils.BinaryUtils;

/**
 * Tells a retry or a recording of a signed request from a new request. An AWS client names each call in
 * {@code amz-sdk-invocation-id} and keeps the name when it tries again; a client that names none is told apart by its
 * signature and by what happened since. Thread-safe.
 */
public final class SignedCalls {

    private static final String CALL_ID = "amz-sdk-invocation-id";

    private final SigV4Verifier verifier;
    private final Calls calls;

    public SignedCalls(SigV4Verifier verifier, Calls calls) {
        this.verifier = verifier;
        this.calls = calls;
    }

    /**
     * Does the work for a verified request, or gives the answer of when it was done.
     *
     * @throws NotAuthenticated if the request carries the signature of another one of before
     */
    public String once(ReceivedRequest request, Caller.User caller, Repeat repeat, Supplier<String> work) {
        try {
            return calls.once(call(request, caller, repeat), repeat, work);
        } catch (SignatureUsed used) {
            throw new NotAuthenticated(
                    "InvalidSignatureException",
                    used.getMessage() + " Two equal requests of one second are told apart by a header " + CALL_ID
                            + " with a new UUID in each, which AWS SDKs send by themselves; without it wait a second.");
        }
    }

    private SignedCall call(ReceivedRequest request, Caller.User caller, Repeat repeat) {
        String signature = verifier.signature(request);
        List<String> id = request.header(CALL_ID);
        // Botocore does not sign the id, so it could be changed on the way: what gives a secret goes by the signature.
        if (id.isEmpty() || !repeat.changes()) {
            return new SignedCall(digest("signature", signature), signature, false);
        }
        String key = digest(
                "call",
                caller.account().value(),
                String.join(",", id),
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                BinaryUtils.toHex(SignerUtils.hash(request.body())));
        return new SignedCall(key, signature, true);
    }

    private static String digest(String... parts) {
        return BinaryUtils.toHex(SignerUtils.hash(String.join("\n", parts)));
    }
}
