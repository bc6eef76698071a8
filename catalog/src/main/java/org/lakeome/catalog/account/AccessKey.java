package org.lakeome.catalog.account;

/** What an account signs its requests with. */
public record AccessKey(String keyId, AccountId account, Secret secret) {}
