package org.lakeome.catalog.id;

/** Identifier of an import job: a random UUID in lower case. */
public record JobId(String value) {

    public JobId {
        Formats.require(value, Formats.UUID, "import job id", "a UUID in lower case");
    }

    public static JobId random() {
        return new JobId(Formats.randomUuid());
    }

    @Override
    public String toString() {
        return value;
    }
}
