package org.lakeome.catalog.account;

import java.time.Instant;

/** A tenant: owner of stores, keys and buckets. */
public record Account(AccountId id, Alias alias, Instant created) {}
