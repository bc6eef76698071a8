package org.lakeome.catalog.id;

/** Identifier of a share: a random UUID in lower case, not to be guessed. */
public record ShareId(String value) {

    public ShareId {
        Formats.require(value, Formats.UUID, "share id", "a UUID in lower case");
    }

    public static ShareId random() {
        return new ShareId(Formats.randomUuid());
    }

    @Override
    public String toString() {
        return value;
    }
}
