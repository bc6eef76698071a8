package org.lakeome.catalog.page;

import java.util.Optional;
import org.lakeome.catalog.error.ApiError;

/** How many items a caller wants, and where an earlier page ended. */
public record PageRequest(int size, Optional<String> token) {

    private static final int LARGEST = 100;

    public PageRequest {
        if (size < 1 || size > LARGEST) {
            throw new ApiError.Invalid("maxResults is " + size + "; it must lie between 1 and " + LARGEST);
        }
    }

    /** The first page, as large as pages get. */
    public static PageRequest first() {
        return new PageRequest(LARGEST, Optional.empty());
    }

    /** From what the wire gives; null or an empty token stand for the first page. */
    public static PageRequest of(Integer size, String token) {
        return new PageRequest(
                size == null ? LARGEST : size, Optional.ofNullable(token).filter(text -> !text.isEmpty()));
    }
}
