package org.lakeome.catalog.id;

/** Identifier of a piece of work in the queue: a random UUID in lower case. */
public record WorkId(String value) {

    public WorkId {
        Formats.require(value, Formats.UUID, "work id", "a UUID in lower case");
    }

    public static WorkId random() {
        return new WorkId(Formats.randomUuid());
    }

    @Override
    public String toString() {
        return value;
    }
}
