package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.S3Object;

/** Where the reference of a job's store lies, as the server says it; absent when the job does not need it. */
record ReferencePlace(S3Access s3, String bucket, String source, String index, List<Contig> contigs) {

    static ReferencePlace of(JsonNode reference) {
        return new ReferencePlace(
                VariantImportSpec.s3(reference.path("s3")),
                VariantImportSpec.required(reference, "bucket"),
                VariantImportSpec.required(reference, "source"),
                VariantImportSpec.required(reference, "index"),
                contigs(reference.path("contigs")));
    }

    static List<Contig> contigs(JsonNode list) {
        List<Contig> contigs = new ArrayList<>();
        for (JsonNode contig : list) {
            contigs.add(new Contig(
                    VariantImportSpec.required(contig, "name"),
                    contig.path("length").asLong(),
                    contig.path("md5").asText("")));
        }
        return List.copyOf(contigs);
    }

    ReferenceSequence open() throws IOException {
        return new ReferenceSequence(object(source), object(index), contigs);
    }

    private S3Object object(String key) throws IOException {
        return S3Object.open(s3, "s3://" + bucket + "/" + key);
    }
}
