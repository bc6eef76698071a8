package org.lakeome.catalog.account;

import java.time.Instant;

/** An access key as lists show it, without its secret. */
public record KeyEntry(String keyId, Instant created) {}
