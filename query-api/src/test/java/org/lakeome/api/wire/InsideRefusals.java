package org.lakeome.api.wire;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.lakeome.api.wire.Changes.Change;

/**
 * The inputs that satisfy every constraint of the contract and are yet rightly refused, as they name what is not there, or
 * as the rules of the service go beyond its model: which error with which words is right for each. Thread-safe.
 */
final class InsideRefusals {

    private static final String INVALID = "ValidationException";
    private static final String NOT_FOUND = "ResourceNotFoundException";

    /**
     * @param operations their names, as a pattern
     * @param member the one that was changed, as a pattern of its path
     * @param why for the reader
     * @param message a pattern of the whole message
     */
    private record Refusal(Pattern operations, Pattern member, String why, String error, Pattern message) {

        static Refusal of(String operations, String member, String why, String error, String message) {
            return new Refusal(
                    Pattern.compile(operations),
                    Pattern.compile(member),
                    why,
                    error,
                    Pattern.compile(message, Pattern.DOTALL));
        }

        boolean explains(OperationModel operation, Change change, String given, String said) {
            return error.equals(given)
                    && operation.errors().contains(error)
                    && operations.matcher(operation.name()).matches()
                    && member.matcher(change.path()).matches()
                    && message.matcher(said).matches();
        }
    }

    private static final List<Refusal> TABLE = List.of(
            Refusal.of(
                    ".*",
                    "shareId",
                    "no share has that id",
                    NOT_FOUND,
                    "There is no share '.*'; list the shares to see yours"),
            Refusal.of(
                    "(Get|Cancel)(Variant|Annotation)ImportJob",
                    "jobId",
                    "no job has that id",
                    NOT_FOUND,
                    "There is no (variant|annotation) import job '.*'; list the jobs to see yours"),
            Refusal.of(
                    "(Get|Update|Delete|List|Start).*|CreateAnnotationStoreVersion",
                    "name|destinationName",
                    "no store has that name",
                    NOT_FOUND,
                    "There is no (variant|annotation) store '.*'; list the stores to see yours"),
            Refusal.of(
                    "(Get|Update)AnnotationStoreVersion",
                    "versionName",
                    "no version has that name",
                    NOT_FOUND,
                    "Version with versionName: .* was not found\\. List the versions of annotation store '.*' to see them"),
            Refusal.of(
                    "StartAnnotationImportJob",
                    "versionName|destinationName",
                    "the store has no such version",
                    NOT_FOUND,
                    "Annotation store '.*' has no version '.*' that is ACTIVE; list its versions and name one of them"),
            Refusal.of(
                    "(Tag|Untag|ListTagsFor)Resource|CreateShare",
                    "resourceArn",
                    "nothing has that name",
                    NOT_FOUND,
                    "There is no resource '.*'"),
            Refusal.of(
                    "Create(Variant|Annotation)Store",
                    "reference\\.referenceArn",
                    "no reference has that name",
                    NOT_FOUND,
                    "There is no reference 'arn:.*' in your account; import one into your reference store first"),
            Refusal.of(
                    "List.*",
                    "nextToken",
                    "tokens are made by the server alone",
                    INVALID,
                    "nextToken is not one of this list and filter, or is older than a day; start again without it"),
            Refusal.of(
                    "ListShares",
                    "maxResults",
                    "AWS pages by 100 at most; its model gives this list no bounds",
                    INVALID,
                    "maxResults is -?[0-9]+; it must lie between 1 and 100"),
            Refusal.of(
                    "CreateShare",
                    "principalSubscriber",
                    "no account has that name",
                    INVALID,
                    "'.*' is not an account that a store can be shared with; give the alias or the 12 digits of the subscriber's account"),
            Refusal.of(
                    "Start(Variant|Annotation)ImportJob",
                    "roleArn",
                    "the role is of another account",
                    "AccessDeniedException",
                    "You may not pass the role '.*'; pass one of your own account"),
            Refusal.of(
                    "Create.*Store.*|TagResource",
                    "tags(\\..*)?",
                    "AWS's alphabet of tags is not in its model",
                    INVALID,
                    "Tag '.*' holds other characters than letters, digits, white space and _ \\. : / = \\+ - @"),
            Refusal.of(
                    "Create.*Store.*|TagResource",
                    "tags(\\..*)?",
                    "control characters would run in a terminal that shows them",
                    INVALID,
                    "Tag '.*' holds a control character; leave it out of key and value"),
            Refusal.of(
                    "Create(Variant|Annotation)Store",
                    "name|versionName",
                    "one name for both kinds of store",
                    "ConflictException",
                    "The table name '.*' belongs to your (variant|annotation) store '.*'; all stores of an account share one SQL schema, so choose another name"),
            Refusal.of(
                    "CreateAnnotationStore(Version)?",
                    "name|versionName",
                    "store and version together name a table",
                    INVALID,
                    "The names of annotation store '.*' and version '.*' are too long together: .*"),
            Refusal.of(
                    "DeleteVariantStore|DeleteAnnotationStore",
                    "force",
                    "an import waits, and without force the store stays",
                    "ConflictException",
                    "(Variant|Annotation) store '.*' has 1 import jobs under way; wait for them, cancel them, or delete with force"),
            Refusal.of(
                    "CreateAnnotationStore",
                    "storeFormat",
                    "the options are those of TSV",
                    INVALID,
                    "storeOptions are for storeFormat TSV; a store of (VCF|GFF) takes none"),
            Refusal.of(
                    "CreateAnnotationStore",
                    "storeOptions",
                    "TSV has no columns but those that are named",
                    INVALID,
                    "A store of TSV needs storeOptions\\.tsvStoreOptions with its schema"),
            Refusal.of(
                    "CreateAnnotationStore.*",
                    ".*\\.tsv(Store|Version)Options\\.(annotationType|formatToHeader(\\.key)?)",
                    "the annotation type says which keys there are",
                    INVALID,
                    "formatToHeader gives the keys \\[.*\\]; annotation type [A-Z_]+ takes exactly \\[.*\\]"),
            Refusal.of(
                    "CreateAnnotationStore.*",
                    ".*\\.tsv(Store|Version)Options\\.(formatToHeader\\..*|schema)",
                    "the header names columns of the schema",
                    INVALID,
                    "formatToHeader says CHR is column '.*', which the schema does not have"),
            Refusal.of(
                    "CreateAnnotationStore.*",
                    ".*\\.tsv(Store|Version)Options\\.schema",
                    "a table without columns is none",
                    INVALID,
                    "The schema has 0 columns; it takes 1 to 5000"),
            Refusal.of(
                    "StartAnnotationImportJob",
                    "formatOptions.*",
                    "they are those of another format",
                    INVALID,
                    "The formatOptions are not those of the store's format, which is (VCF|TSV)"),
            Refusal.of(
                    "StartAnnotationImportJob",
                    "runLeftNormalization",
                    "rows with a position alone cannot be moved",
                    INVALID,
                    "runLeftNormalization needs alleles, and annotation store '.*' has none; start the job without it"),
            Refusal.of(
                    "Start(Variant|Annotation)ImportJob",
                    "annotationFields\\.key",
                    "VEP is the only kind of field",
                    INVALID,
                    "annotationFields has the keys \\[.*\\]; the only key is VEP"));

    private final Set<Refusal> used = ConcurrentHashMap.newKeySet();

    /** Whether the table has this error with this message for this change. */
    boolean explain(OperationModel operation, Change change, String error, String message) {
        return TABLE.stream()
                .filter(refusal -> refusal.explains(operation, change, error, message))
                .peek(used::add)
                .findFirst()
                .isPresent();
    }

    /** Exceptions that nothing needed: the table is no longer than it must be. */
    List<String> unused() {
        return TABLE.stream()
                .filter(refusal -> !used.contains(refusal))
                .map(Refusal::toString)
                .toList();
    }
}
