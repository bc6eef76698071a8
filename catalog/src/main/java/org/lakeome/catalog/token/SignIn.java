package org.lakeome.catalog.token;

import java.time.Instant;

/** How and when a user first proved who they are; a token got in exchange for a token keeps it. */
public sealed interface SignIn {

    Instant at();

    /** With a signature by this access key; the token is good as long as the key exists. */
    record WithKey(String keyId, Instant at) implements SignIn {}

    /** At Trino, which asks for its user and checks the user's own token at each statement. */
    record AtTrino(Instant at) implements SignIn {}
}
