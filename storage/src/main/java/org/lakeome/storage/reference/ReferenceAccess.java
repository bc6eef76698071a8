package org.lakeome.storage.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.storage.s3.ObjectAccess;
import org.lakeome.storage.s3.S3Connection;

/** Tells an ingest worker where the reference of a store lies, with a key that reads its files and nothing else. Thread-safe. */
public final class ReferenceAccess {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final References references;
    private final ObjectAccess objects;

    public ReferenceAccess(References references, ObjectAccess objects) {
        this.references = references;
        this.objects = objects;
    }

    /** The {@code reference} of a work specification. The key ends with the work. */
    public ObjectNode spec(AccountId owner, String referenceArn, WorkId work, Duration longest) {
        Reference reference = references.requireForStore(owner, referenceArn);
        List<Contig> contigs = references.contigs(owner, reference.store(), reference.id());
        S3Connection reader = objects.referenceReader(
                Reference.keyPrefix(owner, reference.store(), reference.id()), work.value(), longest);
        ObjectNode spec = JSON.createObjectNode();
        spec.putObject("s3")
                .put("endpoint", reader.endpoint().toString())
                .put("region", reader.region())
                .put("accessKey", reader.accessKey())
                .put("secretKey", reader.secretKey().reveal());
        spec.put("bucket", ObjectAccess.REFERENCE_BUCKET)
                .put("source", reference.key(Reference.File.SOURCE))
                .put("index", reference.key(Reference.File.INDEX));
        spec.set("contigs", list(contigs));
        return spec;
    }

    /** The {@code referenceContigs} of a work specification: what a header can be compared with, and no access to bases; none if it is gone. */
    public ArrayNode contigs(AccountId owner, String referenceArn) {
        if (!references.owns(owner, referenceArn)) {
            return JSON.createArrayNode();
        }
        Reference reference = references.requireForStore(owner, referenceArn);
        return list(references.contigs(owner, reference.store(), reference.id()));
    }

    private static ArrayNode list(List<Contig> contigs) {
        ArrayNode all = JSON.createArrayNode();
        contigs.forEach(contig -> all.addObject()
                .put("name", contig.name())
                .put("length", contig.length())
                .put("md5", contig.md5()));
        return all;
    }
}
