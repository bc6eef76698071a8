package org.lakeome.ingest.reference;

import java.io.IOException;
import java.util.Optional;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.FileKind;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;

/** Refuses by its first bytes what is no FASTA, and says what it is instead. */
public final class FastaKind {
    private FastaKind() {}

    /** For a file that may be packed, whose text is unpacked on the way. */
    static void require(TextSource source) throws IOException {
        refuse(source.name(), "The file is not FASTA. ", FileKind.of(source).map(FastaKind::sentence));
    }

    /** For a file that is read at the places that its index names, and so has to lie there unpacked. */
    public static void requirePlain(ByteSource source) throws IOException {
        refuse(
                source.name(),
                "The reference has to be plain FASTA. ",
                FileKind.ofBytes(source)
                        .map(kind -> kind == FileKind.GZIP
                                ? "It is packed; unpack it (gunzip), and make its index with: samtools faidx"
                                : sentence(kind)));
    }

    private static void refuse(String file, String reason, Optional<String> sentence) {
        sentence.filter(text -> !text.isEmpty()).ifPresent(text -> {
            throw new InputFault(file, 0, reason + text);
        });
    }

    private static String sentence(FileKind kind) {
        return kind == FileKind.FASTA ? "" : kind.sentence();
    }
}
