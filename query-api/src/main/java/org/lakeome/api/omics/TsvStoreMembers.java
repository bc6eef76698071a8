package org.lakeome.api.omics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.AnnotationType;
import org.lakeome.catalog.format.ColumnType;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TsvColumn;
import org.lakeome.catalog.format.TsvKey;
import org.lakeome.catalog.format.TsvOptions;
import software.amazon.awssdk.services.omics.model.StoreOptions;
import software.amazon.awssdk.services.omics.model.TsvStoreOptions;
import software.amazon.awssdk.services.omics.model.TsvVersionOptions;
import software.amazon.awssdk.services.omics.model.VersionOptions;

/** The columns of a TSV annotation store as the wire has them: a list of maps with one entry each. */
final class TsvStoreMembers {

    private TsvStoreMembers() {}

    /** The format of a new store; TSV needs options and the others take none. */
    static StoreFormat format(String format, StoreOptions options) {
        Optional<TsvStoreOptions> tsv = Optional.ofNullable(options).map(StoreOptions::tsvStoreOptions);
        if (!format.equals("TSV") && tsv.isPresent()) {
            throw new ApiError.Invalid("storeOptions are for storeFormat TSV; a store of " + format + " takes none");
        }
        return switch (format) {
            case "VCF" -> new StoreFormat.Vcf();
            case "GFF" -> new StoreFormat.Gff();
            case "TSV" ->
                new StoreFormat.Tsv(tsv.map(given -> options(
                                given.annotationTypeAsString(),
                                given.formatToHeaderAsStrings(),
                                given.schemaAsStrings()))
                        .orElseThrow(() -> new ApiError.Invalid(
                                "A store of TSV needs storeOptions.tsvStoreOptions with its schema")));
            default -> throw new ApiError.Invalid("'" + format + "' is not a storeFormat; it is GFF, TSV or VCF");
        };
    }

    static Optional<TsvOptions> versionOptions(VersionOptions options) {
        return Optional.ofNullable(options)
                .map(VersionOptions::tsvVersionOptions)
                .map(given -> options(
                        given.annotationTypeAsString(), given.formatToHeaderAsStrings(), given.schemaAsStrings()));
    }

    /** Null for a format without options, which are left out of the answer. */
    static StoreOptions storeOptions(Optional<StoreFormat> format) {
        return format.map(of -> switch (of) {
                    case StoreFormat.Vcf(), StoreFormat.Gff() -> null;
                    case StoreFormat.Tsv(TsvOptions options) ->
                        StoreOptions.fromTsvStoreOptions(TsvStoreOptions.builder()
                                .annotationType(options.annotationType().name())
                                .formatToHeaderWithStrings(header(options))
                                .schemaWithStrings(schema(options))
                                .build());
                })
                .orElse(null);
    }

    static VersionOptions versionOptions(Optional<TsvOptions> options) {
        return options.map(given -> VersionOptions.fromTsvVersionOptions(TsvVersionOptions.builder()
                        .annotationType(given.annotationType().name())
                        .formatToHeaderWithStrings(header(given))
                        .schemaWithStrings(schema(given))
                        .build()))
                .orElse(null);
    }

    private static TsvOptions options(String type, Map<String, String> header, List<Map<String, String>> schema) {
        Map<TsvKey, String> keys = new EnumMap<>(TsvKey.class);
        header.forEach((key, column) -> keys.put(TsvKey.valueOf(key), column));
        List<TsvColumn> columns = new ArrayList<>();
        for (Map<String, String> entry : schema) {
            if (entry.size() != 1) {
                throw new ApiError.Invalid("Entry " + (columns.size() + 1) + " of the schema names " + entry.size()
                        + " columns; each entry is a map with one column and its type");
            }
            entry.forEach(
                    (name, of) -> columns.add(new TsvColumn(name.toLowerCase(Locale.ROOT), ColumnType.valueOf(of))));
        }
        return new TsvOptions(type == null ? AnnotationType.GENERIC : AnnotationType.valueOf(type), keys, columns);
    }

    private static Map<String, String> header(TsvOptions options) {
        Map<String, String> header = new LinkedHashMap<>();
        options.formatToHeader().forEach((key, column) -> header.put(key.name(), column));
        return header;
    }

    private static List<Map<String, String>> schema(TsvOptions options) {
        return options.schema().stream()
                .map(column -> Map.of(column.name(), column.type().name()))
                .toList();
    }
}
