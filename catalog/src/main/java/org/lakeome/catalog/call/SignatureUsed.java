package org.lakeome.catalog.call;

/** The signature of a call belongs to another call of before; the client has to sign anew. */
public final class SignatureUsed extends RuntimeException {
    SignatureUsed() {
        super("The signature of this request was used before; sign the request anew.");
    }
}
