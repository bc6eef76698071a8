package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lakeome.ingest.reference.FastaIndexer;
import org.lakeome.ingest.reference.IndexedFasta;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.LocalFile;

/** References for tests, indexed and digested as an import of a reference does it. */
public final class References {
    private References() {}

    public static ReferenceSequence of(Path fasta) throws IOException {
        byte[] text = Files.readAllBytes(fasta);
        return reference(LocalFile.of(fasta), text);
    }

    /** Contigs by name, in lines of 60 bases. */
    public static ReferenceSequence of(Map<String, String> contigs) {
        StringBuilder text = new StringBuilder();
        contigs.forEach((name, bases) -> {
            text.append('>').append(name).append('\n');
            for (int at = 0; at < bases.length(); at += 60) {
                text.append(bases, at, Math.min(at + 60, bases.length())).append('\n');
            }
        });
        MemorySource fasta = MemorySource.of("test.fa", text.toString());
        return reference(fasta, fasta.bytes());
    }

    private static ReferenceSequence reference(ByteSource fasta, byte[] text) {
        FastaIndexer indexer = new FastaIndexer(fasta.name());
        indexer.accept(text, text.length);
        IndexedFasta indexed = indexer.finish();
        String index = new String(indexed.index(), StandardCharsets.UTF_8);
        return new ReferenceSequence(fasta, MemorySource.of(fasta.name() + ".fai", index), indexed.contigs());
    }
}
