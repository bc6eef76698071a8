package org.lakeome.catalog.share;

import java.time.Instant;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;

/** The offer of a store to one other account, and while ACTIVE its right to read the rows. */
public record Share(
        ShareId id,
        StoreId store,
        String resourceArn,
        AccountId owner,
        AccountId subscriber,
        Optional<String> name,
        ShareStatus status,
        String statusMessage,
        Instant created,
        Instant updated) {}
