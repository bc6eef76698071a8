package org.lakeome.catalog.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;

/** How a store wants its files imported, beyond what the AWS API can say: tags of the store whose keys begin "lakeome:". */
public record ImportSettings(boolean splitMultiallelics, OnBadRecord onBadRecord, OnDuplicate onDuplicate) {

    public static final String SPLIT = "lakeome:split-multiallelics";
    public static final String BAD_RECORD = "lakeome:on-bad-record";

    public static final String DUPLICATE = "lakeome:on-duplicate";

    /** Of stores of TSV: words, with blanks between them, that stand for a missing value in columns that are no text. */
    public static final String NULL_VALUES = "lakeome:null-values";

    /** Of stores of VCF: whether an INFO key that neither header nor specification declares is kept as text or refuses its record. */
    public static final String UNDECLARED_INFO = "lakeome:undeclared-info";

    private static final String PREFIX = "lakeome:";
    private static final List<String> KEYS =
            List.of(SPLIT, BAD_RECORD, DUPLICATE, NULL_VALUES, UNDECLARED_INFO, LayoutTag.KEY);

    /** What the tags of a store say; absent tags stand for "as AWS does it". */
    public static ImportSettings of(Map<String, String> tags) {
        boolean split =
                switch (tags.getOrDefault(SPLIT, "false")) {
                    case "true" -> true;
                    case "false" -> false;
                    case String other -> throw invalid(SPLIT, other, "true or false");
                };
        OnBadRecord onBadRecord =
                switch (tags.getOrDefault(BAD_RECORD, "fail")) {
                    case "fail" -> OnBadRecord.FAIL;
                    case "quarantine" -> OnBadRecord.QUARANTINE;
                    case String other -> throw invalid(BAD_RECORD, other, "fail or quarantine");
                };
        OnDuplicate onDuplicate =
                switch (tags.getOrDefault(DUPLICATE, "import")) {
                    case "import" -> OnDuplicate.IMPORT;
                    case "skip" -> OnDuplicate.SKIP;
                    case "fail" -> OnDuplicate.FAIL;
                    case String other -> throw invalid(DUPLICATE, other, "import, skip or fail");
                };
        return new ImportSettings(split, onBadRecord, onDuplicate);
    }

    /** As one caller wants it: with the same content imported again in any case, or in none. */
    public ImportSettings again(boolean wanted) {
        OnDuplicate unlessWanted = onDuplicate == OnDuplicate.IMPORT ? OnDuplicate.FAIL : onDuplicate;
        return new ImportSettings(splitMultiallelics, onBadRecord, wanted ? OnDuplicate.IMPORT : unlessWanted);
    }

    /** Whether the tags ask for what AWS does with undeclared INFO keys; absent tags stand for "keep them". */
    public static boolean refusesUndeclaredInfo(Map<String, String> tags) {
        return switch (tags.getOrDefault(UNDECLARED_INFO, "keep")) {
            case "keep" -> false;
            case "refuse" -> true;
            case String other -> throw invalid(UNDECLARED_INFO, other, "keep or refuse");
        };
    }

    /** Refuses tags that ask for something there is not, while the one who sets them is still there to read it. */
    static void check(Map<String, String> tags) {
        for (String key : tags.keySet()) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
                throw new ApiError.Invalid("Tag '" + key + "' is no setting; stores have " + String.join(", ", KEYS));
            }
        }
        if (tags.getOrDefault(NULL_VALUES, "NA").isBlank()) {
            throw invalid(NULL_VALUES, "", "words with blanks between them, as NA .");
        }
        of(tags);
        refusesUndeclaredInfo(tags);
    }

    /** As {@link #check(Map)}, for a store of annotations too, whose format may know no alleles to split. */
    static void check(Map<String, String> tags, Optional<StoreFormat> format) {
        check(tags);
        if (tags.containsKey(NULL_VALUES)
                && format.filter(StoreFormat.Tsv.class::isInstance).isEmpty()) {
            throw new ApiError.Invalid(
                    "Tag '" + NULL_VALUES
                            + "' is for annotation stores of TSV; other formats have a missing value of their own; leave the tag out");
        }
        format.filter(of -> !(of instanceof StoreFormat.Vcf) && tags.containsKey(UNDECLARED_INFO))
                .ifPresent(of -> {
                    throw new ApiError.Invalid("Tag '" + UNDECLARED_INFO + "' is for stores of VCF; a store of "
                            + of.name() + " has no INFO; leave the tag out");
                });
        format.filter(of -> !(of instanceof StoreFormat.Vcf) && of(tags).splitMultiallelics())
                .ifPresent(of -> {
                    throw new ApiError.Invalid("Tag '" + SPLIT + "' is for stores of VCF; a store of " + of.name()
                            + " keeps each line as one row; leave the tag out");
                });
    }

    /** Versions are imported as their store's tags say; a setting of their own would do nothing without a word. */
    static void refuseOnVersion(Map<String, String> tags) {
        tags.keySet().stream().filter(key -> key.startsWith(PREFIX)).findFirst().ifPresent(key -> {
            throw new ApiError.Invalid("Tag '" + key + "' is a setting of the store, not of a version; tag the store");
        });
    }

    private static ApiError invalid(String key, String value, String choice) {
        return new ApiError.Invalid("Tag '" + key + "' of the store is '" + value + "'; it must be " + choice);
    }
}
