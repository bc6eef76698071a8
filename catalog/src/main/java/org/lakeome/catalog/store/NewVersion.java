package org.lakeome.catalog.store;

import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.format.TsvOptions;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.tag.Tags;

/** What a caller asks for who adds a version to an annotation store; without options it takes those of the store. */
public record NewVersion(VersionName name, String description, Optional<TsvOptions> options, Tags tags) {

    public NewVersion {
        ImportSettings.refuseOnVersion(tags.values());
    }

    /** The first version of a store, which has nothing of its own. */
    NewVersion(VersionName name) {
        this(name, "", Optional.empty(), new Tags(Map.of()));
    }
}
