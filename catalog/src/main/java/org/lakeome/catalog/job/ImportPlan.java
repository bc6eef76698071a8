package org.lakeome.catalog.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.store.ImportSettings;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.Stores;

/** An import that fits its store; what does not fit is refused with {@link ApiError.Invalid}. */
record ImportPlan(Store store, Resource.Table table, Optional<StoreFormat> format, NewImport wanted) {

    private static final String VEP = "VEP";

    ImportPlan {
        requireFields(store, format, wanted.annotationFields());
        if (wanted.leftNormalize()) {
            requireNormalisable(store, format);
        }
    }

    /** For a store that is locked. */
    static ImportPlan of(Sql sql, Store store, NewImport wanted) {
        Resource.Table table = table(store, wanted);
        return new ImportPlan(store, table, Stores.formatOf(sql, table), wanted);
    }

    private static Resource.Table table(Store store, NewImport wanted) {
        List<Resource.Table> tables = store.tables().stream()
                .filter(table -> table.part() == TablePart.DATA)
                .toList();
        if (store.format().isEmpty() || (wanted.version().isEmpty() && tables.size() == 1)) {
            return tables.getFirst();
        }
        VersionName version = wanted.version().orElseGet(() -> VersionName.defaultOf(store.name()));
        return tables.stream()
                .filter(table -> table.version().filter(version::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new ApiError.NotFound("Annotation store '" + store.name() + "' has no version '"
                        + version + "' that is ACTIVE; list its versions and name one of them"));
    }

    ImportJob job(ImportSettings settings, Instant now) {
        return new ImportJob(
                JobId.random(),
                store.kind(),
                store.owner(),
                store.name(),
                table.version(),
                wanted.roleArn(),
                JobStatus.SUBMITTED,
                "The job is submitted and will start soon.",
                options(),
                settings,
                wanted.adopts(),
                wanted.leftNormalize(),
                wanted.annotationFields(),
                wanted.sources().stream()
                        .map(source -> new ImportJob.Item(source, JobStatus.SUBMITTED, ""))
                        .toList(),
                now,
                now,
                Optional.empty());
    }

    private FormatOptions options() {
        FormatOptions absent = format.map(of -> switch (of) {
                    case StoreFormat.Vcf() -> FormatOptions.Vcf.DEFAULT;
                    case StoreFormat.Gff() -> new FormatOptions.None();
                    case StoreFormat.Tsv _ -> FormatOptions.Tsv.DEFAULT;
                })
                .orElseGet(FormatOptions.None::new);
        FormatOptions given = wanted.formatOptions().orElse(absent);
        if (given.getClass() != absent.getClass()) {
            throw new ApiError.Invalid("The formatOptions are not those of the store's format, which is "
                    + format.map(StoreFormat::name).orElse("VCF"));
        }
        return asStoreSays(given);
    }

    private FormatOptions asStoreSays(FormatOptions given) {
        boolean strict = ImportSettings.refusesUndeclaredInfo(store.tags());
        return switch (given) {
            case FormatOptions.Tsv tsv ->
                tsv.withNullValues(Optional.ofNullable(store.tags().get(ImportSettings.NULL_VALUES)));
            case FormatOptions.Vcf vcf -> vcf.withStrictInfos(strict);
            case FormatOptions.None none -> strict ? FormatOptions.Vcf.DEFAULT.withStrictInfos(true) : none;
        };
    }

    private static void requireFields(Store store, Optional<StoreFormat> format, Map<String, String> fields) {
        if (!Set.of(VEP).containsAll(fields.keySet())) {
            throw new ApiError.Invalid("annotationFields has the keys "
                    + fields.keySet().stream().sorted().toList() + "; the only key is " + VEP);
        }
        boolean hasInfo = format.map(StoreFormat.Vcf.class::isInstance).orElse(true);
        if (!fields.isEmpty() && !hasInfo) {
            throw new ApiError.Invalid("annotationFields name INFO fields of VCF files; annotation store '"
                    + store.name() + "' takes " + format.map(StoreFormat::name).orElseThrow());
        }
    }

    private static void requireNormalisable(Store store, Optional<StoreFormat> format) {
        boolean hasAlleles = format.map(of -> switch (of) {
                    case StoreFormat.Vcf() -> true;
                    case StoreFormat.Gff() -> false;
                    case StoreFormat.Tsv(var options) ->
                        options.annotationType().hasAlleles();
                })
                .orElse(true);
        if (!hasAlleles) {
            throw new ApiError.Invalid("runLeftNormalization needs alleles, and annotation store '" + store.name()
                    + "' has none; start the job without it");
        }
        if (store.referenceArn().isEmpty()) {
            throw new ApiError.Invalid("runLeftNormalization needs a reference, and annotation store '" + store.name()
                    + "' was made without one; start the job without it, or make a store with a reference");
        }
    }
}
