package org.lakeome.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings of a new store that the AWS API carries as tags; they hold for every import into it. */
final class StoreTags {

    static final String BAD_RECORD = "lakeome:on-bad-record";
    private static final String SPLIT = "lakeome:split-multiallelics";

    private static final String UNDECLARED_INFO = "lakeome:undeclared-info";
    private static final String DUPLICATE = "lakeome:on-duplicate";

    enum OnDuplicate {
        IMPORT,
        SKIP,
        FAIL
    }

    enum OnBadRecord {
        FAIL,
        QUARANTINE
    }

    enum UndeclaredInfo {
        KEEP,
        REFUSE
    }

    @Option(
            names = "--split-multiallelics",
            description = "A row for each alternate allele, instead of one row with all of them.")
    private boolean split;

    @Option(
            names = "--on-bad-record",
            defaultValue = "FAIL",
            description = "${COMPLETION-CANDIDATES}: fail the file, or set the record aside in NAME__rejected"
                    + " (default: fail).")
    private OnBadRecord onBadRecord;

    @Option(
            names = "--undeclared-info",
            defaultValue = "KEEP",
            description = "VCF: ${COMPLETION-CANDIDATES}: INFO keys that the header does not declare are kept as text,"
                    + " or refused as HealthOmics does (default: keep).")
    private UndeclaredInfo undeclaredInfo;

    @Option(
            names = "--on-duplicate",
            defaultValue = "IMPORT",
            description =
                    "A file whose content the store has already: ${COMPLETION-CANDIDATES}; `lakeome import` asks for"
                            + " --again in any case (default: import).")
    private OnDuplicate onDuplicate;

    Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        if (split) {
            tags.put(SPLIT, "true");
        }
        if (onBadRecord == OnBadRecord.QUARANTINE) {
            tags.put(BAD_RECORD, "quarantine");
        }
        if (undeclaredInfo == UndeclaredInfo.REFUSE) {
            tags.put(UNDECLARED_INFO, "refuse");
        }
        if (onDuplicate != OnDuplicate.IMPORT) {
            tags.put(DUPLICATE, onDuplicate.name().toLowerCase(Locale.ROOT));
        }
        return tags;
    }
}
