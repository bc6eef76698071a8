package org.lakeome.catalog.call;

/**
 * One call of a client, as far as the client tells its calls apart.
 *
 * @param key what the retries of the call have in common, and no other call
 * @param signature the date of a signature has seconds, so equal calls of one second may share it
 * @param named the client gave the call an id, so that the same key is the same call for certain
 */
public record SignedCall(String key, String signature, boolean named) {}
