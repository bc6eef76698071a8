package org.lakeome.catalog.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list, and the sealed token that asks for the part after it. */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    public <U> Page<U> map(Function<? super T, ? extends U> mapper) {
        return new Page<>(items.stream().<U>map(mapper).toList(), next);
    }
}
