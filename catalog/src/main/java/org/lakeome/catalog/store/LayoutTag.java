package org.lakeome.catalog.store;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.StoreFormat;

/** The layout of a variant store's files, a tag that is given when the store is made and stays as it is from then on. */
final class LayoutTag {
    static final String KEY = "lakeome:layout";

    private LayoutTag() {}

    static FileLayout of(Map<String, String> tags) {
        String word = tags.getOrDefault(KEY, FileLayout.SAMPLES.word());
        return FileLayout.parse(word)
                .orElseThrow(() -> new ApiError.Invalid(
                        "Tag '" + KEY + "' of the store is '" + word + "'; it must be samples or shared"));
    }

    static void checkNew(Map<String, String> tags, Optional<StoreFormat> format) {
        of(tags);
        if (format.isPresent() && tags.containsKey(KEY)) {
            throw new ApiError.Invalid("Tag '" + KEY + "' is for variant stores; leave it out");
        }
    }

    /** Its files are there, in the layout it was made with. */
    static void refuseOther(Map<String, String> old, Map<String, String> wanted) {
        if (wanted.containsKey(KEY) && of(wanted) != of(old)) {
            throw fixed();
        }
    }

    static void refuseRemoval(Map<String, String> old, Collection<String> keys) {
        if (old.containsKey(KEY) && keys.contains(KEY)) {
            throw fixed();
        }
    }

    private static ApiError fixed() {
        return new ApiError.Invalid(
                "Tag '" + KEY + "' is fixed when a store is made; make another store with the layout"
                        + " you want and import into that");
    }
}
