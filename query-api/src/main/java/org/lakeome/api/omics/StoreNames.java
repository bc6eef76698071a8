package org.lakeome.api.omics;

import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreName;

/** Store names as the get, update and delete operations take them: the contract puts no constraint on them there. */
final class StoreNames {

    private StoreNames() {}

    /** A text that can name no store is answered as a store that is not there. */
    static StoreName named(String text) {
        try {
            return new StoreName(text);
        } catch (ApiError.Invalid e) {
            throw new ApiError.NotFound("There is no variant store '" + text + "'; list the stores to see yours");
        }
    }
}
