package org.lakeome.ingest.conformance;

/** One running 64-bit hash of rows, in their order, per sample. */
final class RowHashes {
    private final long[] hashes;

    RowHashes(int samples) {
        hashes = new long[samples];
    }

    void add(int sample, String row) {
        long hash = hashes[sample] + 1;
        for (int i = 0; i < row.length(); i++) {
            hash = (hash ^ row.charAt(i)) * 0x100000001b3L;
        }
        hashes[sample] = Long.rotateLeft(hash, 5);
    }

    /** The first sample whose rows differ, or -1. */
    int firstDifference(RowHashes other) {
        for (int sample = 0; sample < hashes.length; sample++) {
            if (hashes[sample] != other.hashes[sample]) {
                return sample;
            }
        }
        return -1;
    }
}
