package org.lakeome.storage.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** What a worker says of one reference that it has written. Checked here, as the worker has read a file that nobody trusts. */
record ImportedReference(String id, String md5, long sourceBytes, long indexBytes, List<Contig> contigs) {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final int LONGEST_NAME = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    ImportedReference {
        contigs = List.copyOf(contigs);
    }

    static List<ImportedReference> parse(Optional<String> resultJson) {
        if (resultJson.isEmpty()) {
            return List.of();
        }
        try {
            List<ImportedReference> references = new ArrayList<>();
            for (JsonNode node : JSON.readTree(resultJson.get()).path("references")) {
                references.add(reference(node));
            }
            return references;
        } catch (JsonProcessingException e) {
            throw wrong("it is not JSON");
        }
    }

    Reference of(ReferenceImport job, ReferenceImport.Item item, Instant now) {
        return new Reference(
                item.reference(),
                job.store(),
                job.owner(),
                job.id(),
                item.name(),
                item.description(),
                Reference.Status.ACTIVE,
                md5,
                sourceBytes,
                indexBytes,
                now,
                now);
    }

    private static ImportedReference reference(JsonNode node) {
        List<Contig> contigs = new ArrayList<>();
        for (JsonNode contig : node.path("contigs")) {
            String name = contig.path("name").asText();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw wrong("a contig name has " + name.length() + " characters");
            }
            contigs.add(new Contig(name, atLeast(0, contig, "length"), md5(contig)));
        }
        return new ImportedReference(
                node.path("referenceId").asText(),
                md5(node),
                atLeast(1, node, "sourceBytes"),
                atLeast(1, node, "indexBytes"),
                contigs);
    }

    private static String md5(JsonNode node) {
        String md5 = node.path("md5").asText();
        if (!MD5.matcher(md5).matches()) {
            throw wrong("an md5 is not 32 hexadecimal digits");
        }
        return md5;
    }

    private static long atLeast(long least, JsonNode node, String field) {
        long value = node.path(field).asLong(-1);
        if (value < least) {
            throw wrong(field + " is not a number of " + least + " or more");
        }
        return value;
    }

    private static ApiError wrong(String why) {
        return new ApiError.Invalid("The result of a reference import cannot be taken: " + why);
    }
}
