package org.lakeome.ingest.normalise;

/** A contig of the reference, with the name that it has in the file at hand. */
public final class ReferenceContig {
    private final String name;
    private final FastaIndex.Place place;

    /** @param place null for a contig that is none of the reference's */
    ReferenceContig(String name, FastaIndex.Place place) {
        this.name = name;
        this.place = place;
    }

    String name() {
        return name;
    }

    FastaIndex.Place place() {
        return place;
    }
}
