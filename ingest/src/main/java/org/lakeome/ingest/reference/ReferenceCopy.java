package org.lakeome.ingest.reference;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.TextInput;
import org.lakeome.ingest.source.TextSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Copies one FASTA file, unpacked, into its place, and makes index and digests on the way. */
public final class ReferenceCopy {
    private static final int PART_BYTES = 16 << 20;

    private final ByteSource source;
    private final ReferenceTarget target;

    public ReferenceCopy(ByteSource source, ReferenceTarget target) {
        this.source = source;
        this.target = target;
    }

    /** @param progress is told the packed bytes read so far; the index is stored last, so that its presence says all is there */
    public IndexedFasta run(LongConsumer progress, BooleanSupplier stopped) throws IOException {
        TextSource text = TextSource.open(source, IngestLimits.DEFAULT);
        FastaKind.require(text);
        FastaIndexer indexer = new FastaIndexer(source.name());
        try (S3Client client = target.access().client();
                TextInput in = text.text();
                ObjectUpload sourceUpload = upload(client, "source");
                ObjectUpload indexUpload = upload(client, "index")) {
            byte[] buffer = new byte[1 << 18];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (stopped.getAsBoolean()) {
                    throw new IOException("The import was stopped.");
                }
                indexer.accept(buffer, read);
                sourceUpload.write(buffer, read);
                progress.accept(in.bytesTaken());
            }
            IndexedFasta fasta = indexer.finish();
            sourceUpload.finish();
            indexUpload.write(fasta.index(), fasta.index().length);
            indexUpload.finish();
            return fasta;
        }
    }

    private ObjectUpload upload(S3Client client, String file) {
        return new ObjectUpload(client, target.bucket(), target.prefix() + file, PART_BYTES);
    }
}
