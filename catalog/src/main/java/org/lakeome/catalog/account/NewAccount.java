package org.lakeome.catalog.account;

/** An account just made, with the only key that it has so far. */
public record NewAccount(Account account, AccessKey key) {}
