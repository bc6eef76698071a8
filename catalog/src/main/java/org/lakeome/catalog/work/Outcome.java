package org.lakeome.catalog.work;

import java.util.List;
import java.util.Optional;

/** How a piece of work ended. The result is JSON whose form the kind of work decides. */
public record Outcome(Status status, String message, List<ItemReport> items, Optional<String> resultJson) {

    /** The final states, as the wire says them. */
    public enum Status {
        COMPLETED,
        COMPLETED_WITH_FAILURES,
        FAILED,
        CANCELLED
    }

    public Outcome {
        items = List.copyOf(items);
    }

    static Outcome failed(String message) {
        return new Outcome(Status.FAILED, message, List.of(), Optional.empty());
    }

    static Outcome cancelled(String message) {
        return new Outcome(Status.CANCELLED, message, List.of(), Optional.empty());
    }
}
