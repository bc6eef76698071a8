package org.lakeome.catalog.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.VersionName;

/**
 * What a caller asks for who starts an import: {@code s3://bucket/key} for each file. Version and format options are of
 * annotation imports; without a version it is the one that is named like the store, or the only one.
 *
 * @param again whether files whose content the store has are imported once more; where it is not said the store's tags decide
 * @param adopts whether the sources are tables that were copied out of another lake, each a Parquet file, a folder of them, or an
 *     Iceberg table's metadata, and not files of the store's format
 */
public record NewImport(
        String roleArn,
        List<String> sources,
        Optional<VersionName> version,
        Optional<FormatOptions> formatOptions,
        boolean leftNormalize,
        Map<String, String> annotationFields,
        boolean adopts,
        Optional<Boolean> again) {

    private static final Pattern ROLE = Pattern.compile("arn:[^: ]*:[^: ]*:[^: ]*:([0-9]{12}):[^: ]*");
    private static final Pattern SOURCE = Pattern.compile("s3://[a-z0-9][a-z0-9-.]{1,61}[a-z0-9]/.{1,1024}");

    public NewImport {
        sources = List.copyOf(sources);
        annotationFields = Map.copyOf(annotationFields);
        if (sources.isEmpty()) {
            throw new ApiError.Invalid("items is empty; name at least one file");
        }
        Set<String> seen = new HashSet<>();
        for (String source : sources) {
            if (!SOURCE.matcher(source).matches()) {
                throw new ApiError.Invalid("'" + source + "' is not a source; it has the form s3://bucket/key");
            }
            if (!seen.add(source)) {
                throw new ApiError.Invalid("The job names '" + source + "' twice; name each file once");
            }
        }
    }

    public NewImport(
            String roleArn,
            List<String> sources,
            Optional<VersionName> version,
            Optional<FormatOptions> formatOptions,
            boolean leftNormalize,
            Map<String, String> annotationFields,
            boolean adopts) {
        this(roleArn, sources, version, formatOptions, leftNormalize, annotationFields, adopts, Optional.empty());
    }

    public NewImport withAgain(Optional<Boolean> wanted) {
        return new NewImport(roleArn, sources, version, formatOptions, leftNormalize, annotationFields, adopts, wanted);
    }

    public static NewImport ofVariants(
            String roleArn, List<String> sources, boolean leftNormalize, Map<String, String> annotationFields) {
        return new NewImport(
                roleArn, sources, Optional.empty(), Optional.empty(), leftNormalize, annotationFields, false);
    }

    public static NewImport ofTables(String roleArn, List<String> sources, Optional<VersionName> version) {
        return new NewImport(roleArn, sources, version, Optional.empty(), false, Map.of(), true);
    }

    /** Nobody may have files read in the name of another account's role. */
    void requireRoleOf(AccountId caller) {
        Matcher role = ROLE.matcher(roleArn);
        if (!role.matches()) {
            throw new ApiError.Invalid("'" + roleArn + "' is not the ARN of a role");
        }
        if (!role.group(1).equals(caller.value())) {
            throw new ApiError.Forbidden("You may not pass the role '" + roleArn + "'; pass one of your own account");
        }
    }
}
