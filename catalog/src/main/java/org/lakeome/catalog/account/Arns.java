package org.lakeome.catalog.account;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;

/** Writes and reads resource names as AWS writes them, for one configured region. */
public record Arns(String region) {

    private static final Pattern FORM = Pattern.compile("arn:aws:omics:([a-z0-9-]+):([0-9]{12}):(.+)");
    private static final String VERSION = "/version/";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    public Arns {
        if (region == null || !REGION.matcher(region).matches()) {
            throw new ApiError.Invalid("'" + region + "' is not a region; it has a form like us-east-1");
        }
    }

    /** A store as its owner and name say it. */
    public record StoreArn(AccountId owner, StoreKind kind, StoreName name) {}

    /** An annotation store version as its store and name say it. */
    public record VersionArn(StoreArn store, VersionName version) {}

    /** {@code arn:aws:omics:<region>:<account>:<resource>}. */
    public String of(AccountId owner, String resource) {
        return "arn:aws:omics:" + region + ":" + owner.value() + ":" + resource;
    }

    public String store(AccountId owner, StoreKind kind, StoreName name) {
        return of(owner, kind.arnPrefix() + name.value());
    }

    public String version(AccountId owner, StoreName store, VersionName version) {
        return store(owner, StoreKind.ANNOTATION, store) + VERSION + version.value();
    }

    /** The store that the text names; empty if it names something else, or another region. */
    public Optional<StoreArn> parseStore(String arn) {
        Matcher matcher = FORM.matcher(arn);
        if (!matcher.matches() || !matcher.group(1).equals(region)) {
            return Optional.empty();
        }
        String resource = matcher.group(3);
        return Arrays.stream(StoreKind.values())
                .filter(kind -> resource.startsWith(kind.arnPrefix()))
                .findFirst()
                .flatMap(kind -> store(
                        matcher.group(2),
                        kind,
                        resource.substring(kind.arnPrefix().length())));
    }

    /** The annotation store version that the text names; empty if it names something else, or another region. */
    public Optional<VersionArn> parseVersion(String arn) {
        int end = arn.indexOf(VERSION);
        if (end < 0) {
            return Optional.empty();
        }
        try {
            VersionName version = new VersionName(arn.substring(end + VERSION.length()));
            return parseStore(arn.substring(0, end))
                    .filter(store -> store.kind() == StoreKind.ANNOTATION)
                    .map(store -> new VersionArn(store, version));
        } catch (ApiError.Invalid notAName) {
            return Optional.empty();
        }
    }

    private static Optional<StoreArn> store(String owner, StoreKind kind, String name) {
        try {
            return Optional.of(new StoreArn(new AccountId(owner), kind, new StoreName(name)));
        } catch (ApiError.Invalid notAName) {
            return Optional.empty();
        }
    }
}
