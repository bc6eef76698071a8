package org.lakeome.catalog.store;

import java.util.Optional;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.tag.Tags;

/** What a caller asks for who makes a store; without a name one is made up. */
public record NewStore(
        Optional<StoreName> name, String referenceArn, Optional<String> keyArn, String description, Tags tags) {}
