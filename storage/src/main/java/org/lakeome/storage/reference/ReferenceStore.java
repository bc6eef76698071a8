package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;

/** The one collection of references that an account has in a region. */
public record ReferenceStore(
        ReferenceStoreId id, AccountId owner, String name, Optional<String> description, Instant created) {

    public String arn(Arns arns) {
        return arns.of(owner, "referenceStore/" + id);
    }
}
