package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Database;
import org.lakeome.e2e.Seeds;

/**
 * Inputs of the operations on stores, versions, import jobs, shares and tags that succeed on what {@link Seeds} planted and
 * on the stores named here, with every member that the contract has but {@code nextToken}. Thread-safe.
 */
final class ContractInputs {

    /** A variant store, an annotation store of VCF, and one of TSV that are ACTIVE and have tables. */
    static final String TAKING = "taking";

    static final String ANNOTATING = "annotating";
    static final String TABULATING = "tabulating";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Samples samples;
    private final AccountId owner;
    private final String partner;
    private final int pool;
    private final List<String> variantJobs;
    private final List<String> annotationJobs;
    private final List<String> ownShares;
    private final List<String> offeredShares;
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, Integer> used = new TreeMap<>();

    /** With that many planted resources of each kind. */
    ContractInputs(Contract contract, Database database, AccountId owner, String partner, int pool) {
        this.samples = new Samples(contract);
        this.owner = owner;
        this.partner = partner;
        this.pool = pool;
        variantJobs = ids(database, "import_job", owner.value(), "kind = 'VARIANT'");
        annotationJobs = ids(database, "import_job", owner.value(), "kind = 'ANNOTATION'");
        ownShares = ids(database, "share", owner.value(), "true");
        offeredShares = ids(database, "share", partner, "true");
    }

    /** One for each form that the operation takes: imports have other members for VCF than for TSV. */
    List<ObjectNode> of(OperationModel operation) {
        ObjectNode input = sample(operation, 0);
        if (!operation.name().equals("StartAnnotationImportJob")) {
            return List.of(input);
        }
        ObjectNode tabular = input.deepCopy().put("destinationName", TABULATING).put("versionName", TABULATING);
        tabular.remove("annotationFields");
        tabular.put("runLeftNormalization", false);
        ObjectNode options = NODES.objectNode()
                .put("sep", "\t")
                .put("encoding", "UTF-8")
                .put("quote", "\"")
                .put("quoteAll", false)
                .put("escape", "\\")
                .put("escapeQuotes", true)
                .put("comment", "#")
                .put("header", true)
                .put("lineSep", "\n");
        tabular.putObject("formatOptions").putObject("tsvOptions").set("readOptions", options);
        return List.of(input, tabular);
    }

    /** The same input for what the same operation has not used up: a new name, another store to delete, another job to cancel. */
    ObjectNode renewed(OperationModel operation, ObjectNode input) {
        ObjectNode fresh = sample(operation, next(operation));
        ObjectNode renewed = input.deepCopy();
        for (String member : List.of("name", "versionName", "versions", "jobId", "shareId", "resourceArn")) {
            if (renewed.has(member) && fresh.has(member) && !operation.name().startsWith("Start")) {
                renewed.set(member, fresh.get(member));
            }
        }
        return renewed;
    }

    private synchronized int next(OperationModel operation) {
        int number = used.merge(operation.name(), 1, Integer::sum);
        // The last are those of stores that are being deleted.
        return 1 + number % (pool - 40);
    }

    private ObjectNode sample(OperationModel operation, int number) {
        ObjectNode input = (ObjectNode) samples.of(operation.input());
        for (String member : members(input)) {
            switch (member) {
                case "nextToken" -> input.remove(member);
                case "roleArn" -> input.put(member, "arn:aws:iam::" + owner + ":role/import");
                case "reference" -> input.set(member, object("referenceArn", Seeds.reference(owner.value())));
                case "annotationFields" -> input.set(member, object("VEP", "CSQ"));
                case "principalSubscriber" -> input.put(member, partner);
                case "storeOptions" -> input.putObject(member).set("tsvStoreOptions", tsvOptions());
                case "versionOptions" -> input.putObject(member).set("tsvVersionOptions", tsvOptions());
                case "formatOptions" ->
                    input.putObject(member)
                            .putObject("vcfOptions")
                            .put("ignoreQualField", true)
                            .put("ignoreFilterField", true);
                default -> {}
            }
        }
        String planted = "%04d".formatted(number);
        String last = "%04d".formatted(pool - 1 - number);
        String made = "made_" + names.incrementAndGet();
        switch (operation.name()) {
            case "CreateVariantStore" -> input.put("name", made);
            case "CreateAnnotationStore" -> input.put("name", made).put("storeFormat", "TSV");
            case "GetVariantStore", "UpdateVariantStore" -> input.put("name", "vs_0000");
            case "GetAnnotationStore", "UpdateAnnotationStore", "ListAnnotationStoreVersions" ->
                input.put("name", "as_0000");
            case "DeleteVariantStore" -> input.put("name", "vs_" + last);
            case "DeleteAnnotationStore" -> input.put("name", "as_" + last);
            case "CreateAnnotationStoreVersion" -> input.put("name", TABULATING).put("versionName", made);
            case "GetAnnotationStoreVersion", "UpdateAnnotationStoreVersion" ->
                input.put("name", "as_0000").put("versionName", "v_%04d".formatted(pool - 1));
            case "DeleteAnnotationStoreVersions" ->
                input.put("name", "as_0000").putArray("versions").add("v_" + planted);
            case "StartVariantImportJob" -> input.put("destinationName", TAKING);
            case "StartAnnotationImportJob" ->
                input.put("destinationName", ANNOTATING).put("versionName", ANNOTATING);
            case "GetVariantImportJob" -> input.put("jobId", variantJobs.getFirst());
            case "CancelVariantImportJob" -> input.put("jobId", variantJobs.get(number));
            case "GetAnnotationImportJob" -> input.put("jobId", annotationJobs.getFirst());
            case "CancelAnnotationImportJob" -> input.put("jobId", annotationJobs.get(number));
            case "CreateShare" -> input.put("resourceArn", arn("annotationStore/as_" + planted));
            case "GetShare" -> input.put("shareId", ownShares.getFirst());
            case "DeleteShare" -> input.put("shareId", ownShares.get(number));
            case "AcceptShare" -> input.put("shareId", offeredShares.get(number));
            case "TagResource" -> input.put("resourceArn", arn("variantStore/vs_" + planted));
            case "UntagResource", "ListTagsForResource" -> input.put("resourceArn", arn("variantStore/" + TAKING));
            default -> {}
        }
        return input;
    }

    private String arn(String resource) {
        return "arn:aws:omics:us-east-1:" + owner + ":" + resource;
    }

    /** The column that is no coordinate is the first, so that it can be changed alone. */
    private static ObjectNode tsvOptions() {
        ObjectNode tsv = NODES.objectNode().put("annotationType", "CHR_POS");
        tsv.putObject("formatToHeader").put("CHR", "chrom").put("POS", "position");
        tsv.putArray("schema")
                .add(object("gene", "STRING"))
                .add(object("chrom", "STRING"))
                .add(object("position", "LONG"));
        return tsv;
    }

    private static ObjectNode object(String member, String value) {
        ObjectNode object = NODES.objectNode();
        return object.set(member, TextNode.valueOf(value));
    }

    private static Set<String> members(ObjectNode input) {
        Set<String> names = new TreeSet<>();
        input.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> ids(Database database, String table, String owner, String condition) {
        return database.transaction(sql -> sql.statement(
                        "select id from " + table + " where owner = :owner and " + condition + " order by created, id")
                .bind("owner", owner)
                .list(row -> row.text("id")));
    }
}
