package org.lakeome.catalog.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreName;

/** Writes and reads resource names as AWS writes them, for one configured region. */
public record Arns(String region) {

    private static final Pattern FORM = Pattern.compile("arn:aws:omics:([a-z0-9-]+):([0-9]{12}):(.+)");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final String VARIANT_STORE = "variantStore/";

    public Arns {
        if (region == null || !REGION.matcher(region).matches()) {
            throw new ApiError.Invalid("'" + region + "' is not a region; it has a form like us-east-1");
        }
    }

    /** A store as its owner and name say it. */
    public record StoreArn(AccountId owner, StoreName name) {}

    /** {@code arn:aws:omics:<region>:<account>:<resource>}. */
    public String of(AccountId owner, String resource) {
        return "arn:aws:omics:" + region + ":" + owner.value() + ":" + resource;
    }

    public String variantStore(AccountId owner, StoreName name) {
        return of(owner, VARIANT_STORE + name.value());
    }

    /** The variant store that the text names; empty if it names something else, or another region. */
    public Optional<StoreArn> parseVariantStore(String arn) {
        Matcher matcher = FORM.matcher(arn);
        if (!matcher.matches() || !matcher.group(1).equals(region)) {
            return Optional.empty();
        }
        String resource = matcher.group(3);
        if (!resource.startsWith(VARIANT_STORE)) {
            return Optional.empty();
        }
        try {
            StoreName name = new StoreName(resource.substring(VARIANT_STORE.length()));
            return Optional.of(new StoreArn(new AccountId(matcher.group(2)), name));
        } catch (ApiError.Invalid notAName) {
            return Optional.empty();
        }
    }
}
