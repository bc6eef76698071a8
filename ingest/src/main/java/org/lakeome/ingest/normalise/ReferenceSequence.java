package org.lakeome.ingest.normalise;

import java.io.Serializable;
import java.util.List;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.ByteSource;

/**
 * A reference genome as it lies in the account's reference store: plain FASTA, its .fai index, and the contigs with their
 * lengths and refget MD5 digests. Immutable; readers of bases are made from it, one per thread.
 */
public record ReferenceSequence(ByteSource fasta, ByteSource index, List<Contig> contigs) implements Serializable {
    public ReferenceSequence {
        contigs = List.copyOf(contigs);
    }
}
