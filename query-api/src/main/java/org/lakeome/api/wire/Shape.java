package org.lakeome.api.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A shape of the service model with the constraints that the server checks. Names refer to other shapes of the {@link Contract}. */
sealed interface Shape {

    record Structure(Map<String, Member> members, boolean union, boolean document) implements Shape {}

    record Text(Bounds length, Optional<Pattern> pattern, List<String> values) implements Shape {}

    record WholeNumber(Bounds range) implements Shape {}

    record Flag() implements Shape {}

    record Timestamp() implements Shape {}

    record Bytes() implements Shape {}

    record Sequence(String item, Bounds size) implements Shape {}

    record Entries(String key, String value, Bounds size) implements Shape {}

    /** Where a member of a request or response travels. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY,
        PAYLOAD
    }

    record Member(String name, String shape, Place place, String wireName, boolean required) {}

    /** Both ends inclusive; an absent end of the model is the widest value. */
    record Bounds(long min, long max) {}
}
