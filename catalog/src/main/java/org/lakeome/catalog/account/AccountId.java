package org.lakeome.catalog.account;

import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** Identifier of an account: 12 decimal digits. */
public record AccountId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    public AccountId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new ApiError.Invalid("'" + value + "' is not an account id; it has the form of 12 digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
