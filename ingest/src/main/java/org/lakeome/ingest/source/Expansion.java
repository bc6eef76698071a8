package org.lakeome.ingest.source;

/** Stops a decompression bomb. */
record Expansion(String name, IngestLimits limits) {
    void check(long packed, long expanded) {
        if (expanded > limits.expansionFreeBytes() && expanded / limits.expansionRatio() > packed) {
            throw new InputFault(
                    name,
                    0,
                    "The file expands more than " + limits.expansionRatio() + ":1 (" + packed + " bytes to " + expanded
                            + " so far), which is over the limit for one import.");
        }
    }
}
